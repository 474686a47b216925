// How long a play, pause or seek of the host takes to reach a hundred guests of one room over loopback.
// Counted until the `state` arrives; that its moment lies a little ahead on purpose is not part of it.
import { Server } from "../launch/spawn.mjs";
import { setTimeout as sleep } from "node:timers/promises";
import { summary, table, verdict } from "./lib/figures.mjs";
import { Member, openRoom, sampleFilm } from "./lib/member.mjs";
import { waitUntilQuiet } from "./lib/quiet.mjs";
import "./lib/ending.mjs";

const GUESTS = 100;
/** Whole rounds of the three commands: a play while it plays would be no news. */
const WARM_UP = 42;
const ROUNDS = 240;
const EVERY_MS = 120;
const WITHIN_MS = 5_000;
const TARGET_P95_MS = 20;

function command(round) {
  if (round % 3 === 0) return { type: "play" };
  if (round % 3 === 1) return { type: "seek", toMediaTime: 1 + (round % 100) };
  return { type: "pause" };
}

async function measure(host, guests, rounds, latencies) {
  for (let round = 0; round < rounds; round++) {
    const message = command(round);
    let missing = guests.length;
    let sentAt = 0;
    const all = new Promise((done, failed) => {
      const timer = setTimeout(() => failed(new Error(`${missing} guests never heard of ${message.type}`)), WITHIN_MS);
      for (const guest of guests) {
        guest.onMessage = ({ type }, receivedAt) => {
          if (type !== "state") return;
          guest.onMessage = () => {};
          latencies[message.type]?.push(receivedAt - sentAt);
          missing--;
          if (missing === 0) {
            clearTimeout(timer);
            done();
          }
        };
      }
    });
    sentAt = performance.now();
    host.send(message);
    await all;
    await sleep(EVERY_MS);
  }
}

const server = await Server.create({ name: "bench-control" });
try {
  await server.start();
  await waitUntilQuiet();
  const room = await openRoom(server.url, { roomName: "Bench", hostName: "Host", source: await sampleFilm(server.url) });
  const host = await Member.join(server.url, room.roomId, "Host", { token: room.token });
  const guests = [];
  for (let i = 0; i < GUESTS; i++) guests.push(await Member.join(server.url, room.roomId, `Guest ${i + 1}`));
  const latencies = { play: [], pause: [], seek: [] };
  await measure(host, guests, WARM_UP, {});
  await measure(host, guests, ROUNDS, latencies);
  const all = Object.values(latencies).flat();
  const rows = [...Object.entries(latencies), ["all", all]].map(([name, values]) => {
    const { n, p50, p95, p99, max } = summary(values);
    return { command: name, n, "p50 ms": p50, "p95 ms": p95, "p99 ms": p99, "max ms": max, [`p95 ≤ ${TARGET_P95_MS}`]: verdict(p95, TARGET_P95_MS) };
  });
  table(`Host's command → state at ${GUESTS} guests, loopback`, rows);
} finally {
  await server.dispose();
}
process.exit(0);
