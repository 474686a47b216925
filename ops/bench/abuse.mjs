// What 200 good guests of a room notice of 50 hostile clients, who flood it with chat, cheers, seeks, nonsense, frames that are too
// large or never finished, pings, joins, and requests of all kinds. Counted as in `bench control`, while all is quiet, under attack,
// and after it, with what the server holds in memory each time. Everyone has an address of their own, for that is what limits go by;
// the hostile ones are a process of their own with less of a claim on this machine.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort, Server } from "../launch/spawn.mjs";
import { summary, table, verdict } from "./lib/figures.mjs";
import { Member, openRoom, sampleFilm } from "./lib/member.mjs";
import { liveHeapBytes, residentBytes } from "./lib/process.mjs";
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
/** What was begun under attack ends within this: frames that were never finished, sockets that nobody joined by. */
const OVER_MS = 15_000;
/** How much more may be held after the attack: the rooms that were opened stay open, and are remembered. */
const HEAP_MIB_MAX = 32;

const COMMANDS = [(n) => ({ type: "seek", toMediaTime: 1 + (n % 100) }), () => ({ type: "play" }), () => ({ type: "pause" })];

/** Milliseconds from the host's command to the state it makes at each guest, and how many never heard of it. */
async function measure(host, guests, rounds) {
  const latencies = [];
  let missing = 0;
  for (let round = 0; round < rounds; round++) {
    const message = COMMANDS[round % COMMANDS.length](round);
    const sentAt = performance.now();
    const heard = guests.map((guest) => {
      if (guest.isLost) return missing++;
      return new Promise((done) => {
        let isOver = false;
        const over = (count) => {
          if (isOver) return;
          isOver = true;
          clearTimeout(timer);
          guest.onMessage = () => {};
          done(count());
        };
        const timer = setTimeout(() => over(() => missing++), WITHIN_MS);
        guest.onEnd = () => {
          guest.isLost = true;
          over(() => missing++);
        };
        guest.onMessage = ({ type, by }, receivedAt) => {
          if (type === "state" && by === host.joined.you.id) over(() => latencies.push(receivedAt - sentAt));
        };
      });
    });
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

const MIB = 1 << 20;

/** In MiB: what is left in the heap when all garbage is gone, and what the process has of the machine. */
function held(pid) {
  return { heap: liveHeapBytes(pid) / MIB, resident: residentBytes(pid) / MIB };
}

/** Sums a counter of the server's over all of its labels that fit. */
function total(metrics, name, labels = "") {
  const line = new RegExp(`^${name}(?:\\{[^}]*${labels}[^}]*\\})? (\\S+)$`, "gm");
  return [...metrics.matchAll(line)].reduce((sum, [, value]) => sum + Number(value), 0);
}

/** What the server itself calls a fault. */
async function faults(server, management) {
  const metrics = await (await fetch(`http://${server.host}:${management}/metrics`)).text();
  return {
    "answers of 5xx": total(metrics, "tutti_http_requests_total", 'status="5'),
    "refusals by our fault":
      total(metrics, "tutti_socket_refusals_total", 'code="internal"') + total(metrics, "tutti_socket_refusals_total", 'code="unavailable"'),
    "errors logged": (readFileSync(server.log, "utf8").match(/\bERROR\b/g) ?? []).length,
  };
}

const management = await freePort();
const server = await Server.create({ name: "bench-abuse", environment: { TUTTI_MANAGEMENT_PORT: String(management) } });
let attack = null;
try {
  await server.start();
  await waitUntilQuiet();
  const room = await openRoom(server.url, { roomName: "Bench", source: await sampleFilm(server.url) });
  const host = await Member.join(server.url, room.roomId, "Host", { token: room.token });
  const guests = [];
  for (let i = 0; i < GUESTS; i++) {
    guests.push(await Member.join(server.url, room.roomId, `Guest ${i + 1}`, { from: `127.0.1.${i + 1}` }));
  }
  await measure(host, guests, WARM_UP);
  const quiet = await measure(host, guests, ROUNDS);
  const heldBefore = held(server.pid);
  attack = await Attack.begun(server.url, room.roomId);
  await sleep(UNDER_WAY_MS);
  const attacked = await measure(host, guests, ROUNDS);
  const done = await attack.told();
  const heldMeanwhile = held(server.pid);
  attack.over();
  await sleep(OVER_MS);
  const after = await measure(host, guests, ROUNDS);
  const heldAfter = held(server.pid);
  const allowed = summary(quiet.latencies).p95 * TIMES_MAX;
  const rows = Object.entries({ quiet, attacked, after }).map(([when, { latencies, missing }]) => {
    const { n, p50, p95, p99, max } = summary(latencies);
    return { when, n, "p50 ms": p50, "p95 ms": p95, "p99 ms": p99, "max ms": max, missing, [`p95 ≤ ${TIMES_MAX}×`]: verdict(p95, allowed) };
  });
  table(`Host's command → state at ${GUESTS} guests, beside ${HOSTILE} hostile clients`, rows);
  const heapMax = heldBefore.heap + HEAP_MIB_MAX;
  table(
    "What the server holds",
    Object.entries({ quiet: heldBefore, attacked: heldMeanwhile, after: heldAfter }).map(([when, { heap, resident }]) => ({
      when,
      "live heap MiB": heap,
      "process MiB": resident,
      [`heap ≤ quiet + ${HEAP_MIB_MAX}`]: when === "attacked" ? "" : verdict(heap, heapMax),
    })),
  );
  table(
    "Faults of the server",
    Object.entries(await faults(server, management)).map(([what, count]) => ({ what, count, "none": verdict(count, 0) })),
  );
  const answers = Object.entries(done.answers).map(([status, count]) => `${count} × ${status}`);
  console.log(`  good guests that were thrown out: ${guests.filter((guest) => guest.isLost).length}`);
  console.log(`  hostile: ${done.sent} sent, ${done.opened} sockets opened, ${done.refused} refused, ${done.thrownOut} thrown out`);
  console.log(`  their requests were answered ${answers.join(", ")}\n`);
} finally {
  attack?.over();
  await server.dispose();
}
process.exit(0);
