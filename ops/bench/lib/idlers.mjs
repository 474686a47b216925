// Members who sit in rooms and do nothing, in a process of their own: one process may have 20,000 files open, and one event loop
// would be what is measured. Reads a line with a list of `[node's url, room]`; says "in" when all are, and ends with its input.
import { createInterface } from "node:readline";
import { Member } from "./member.mjs";

const JOINING_AT_ONCE = 16;

let next = 0;
let lost = 0;

async function joining(seats) {
  while (next < seats.length) {
    const index = next++;
    const [url, room] = seats[index];
    const member = await Member.join(url, room, `Idler ${index + 1}`);
    member.onEnd = () => lost++;
  }
}

const input = createInterface({ input: process.stdin });
input.once("line", async (line) => {
  const seats = JSON.parse(line);
  await Promise.all(Array.from({ length: JOINING_AT_ONCE }, () => joining(seats)));
  console.log("in");
});
input.once("close", () => {
  console.log(`lost ${lost}`);
  process.exit(0);
});
