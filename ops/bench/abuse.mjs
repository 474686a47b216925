// What 200 good guests of a room notice of 50 hostile clients in it, who flood it with chat, seeks, nonsense, frames that are too
// large, and joins. Counted as in `bench control`, while all is quiet and then under attack. Everyone has an address of their own,
// for that is what limits go by; the hostile ones are a process of their own with less of a claim on this machine.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { Server } from "../launch/spawn.mjs";
import { summary, table, verdict } from "./lib/figures.mjs";
import { Member, openRoom, sampleFilm } from "./lib/member.mjs";
import { waitUntilQuiet } from "./lib/quiet.mjs";
import "./lib/ending.mjs";

const GUESTS = 200;
const HOSTILE = 50;
const WARM_UP = 30;
const ROUNDS = 150;
const EVERY_MS = 120;
const WITHIN_MS = 10_000;
/** How much slower it may be under attack. */
const TIMES_MAX = 2;
const UNDER_WAY_MS = 3_000;

const COMMANDS = [(n) => ({ type: "seek", toMediaTime: 1 + (n % 100) }), () => ({ type: "play" }), () => ({ type: "pause" })];

/** Milliseconds from the host's command to the state it makes at each guest, and how many never heard of it. */
async function measure(host, guests, rounds) {
  const latencies = [];
  let missing = 0;
  for (let round = 0; round < rounds; round++) {
    const message = COMMANDS[round % COMMANDS.length](round);
    const sentAt = performance.now();
    const heard = guests.map(
      (guest) =>
        new Promise((done) => {
          const timer = setTimeout(() => done(missing++), WITHIN_MS);
          guest.onMessage = ({ type, by }, receivedAt) => {
            if (type !== "state" || by !== host.joined.you.id) return;
            guest.onMessage = () => {};
            clearTimeout(timer);
            done(latencies.push(receivedAt - sentAt));
          };
        }),
    );
    host.send(message);
    await Promise.all(heard);
    await sleep(EVERY_MS);
  }
  return { latencies, missing };
}

class Attack {
  static async begun(url, room) {
    const child = spawn("nice", [process.execPath, fileURLToPath(new URL("lib/hostile.mjs", import.meta.url))], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const attack = new Attack();
    attack.child = child;
    attack.lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    child.stdin.write(`${JSON.stringify({ url, room, count: HOSTILE })}\n`);
    await attack.lines.next();
    return attack;
  }

  async told() {
    this.child.stdin.write("tell\n");
    const { value } = await this.lines.next();
    return JSON.parse(value.slice("told ".length));
  }

  over() {
    this.child.kill("SIGKILL");
  }
}

const server = await Server.create({ name: "bench-abuse" });
let attack = null;
try {
  await server.start();
  await waitUntilQuiet();
  const room = await openRoom(server.url, { roomName: "Bench", source: await sampleFilm(server.url) });
  const host = await Member.join(server.url, room.roomId, "Host", room.token);
  const guests = [];
  for (let i = 0; i < GUESTS; i++) {
    guests.push(await Member.join(server.url, room.roomId, `Guest ${i + 1}`, undefined, `127.0.1.${i + 1}`));
  }
  let lost = 0;
  for (const guest of guests) guest.onEnd = () => lost++;
  await measure(host, guests, WARM_UP);
  const quiet = await measure(host, guests, ROUNDS);
  attack = await Attack.begun(server.url, room.roomId);
  await sleep(UNDER_WAY_MS);
  const attacked = await measure(host, guests, ROUNDS);
  const done = await attack.told();
  const allowed = summary(quiet.latencies).p95 * TIMES_MAX;
  const rows = Object.entries({ quiet, attacked }).map(([when, { latencies, missing }]) => {
    const { n, p50, p95, p99, max } = summary(latencies);
    return { when, n, "p50 ms": p50, "p95 ms": p95, "p99 ms": p99, "max ms": max, missing, [`p95 ≤ ${TIMES_MAX}×`]: verdict(p95, allowed) };
  });
  table(`Host's command → state at ${GUESTS} guests, beside ${HOSTILE} hostile clients`, rows);
  console.log(`  good guests that were thrown out: ${lost}`);
  console.log(`  hostile: ${done.sent} sent, ${done.opened} sockets opened, ${done.refused} refused, ${done.thrownOut} thrown out\n`);
} finally {
  attack?.over();
  await server.dispose();
}
process.exit(0);
