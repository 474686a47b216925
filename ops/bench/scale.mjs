// How Tutti grows: what a hundred thousand rooms cost that nobody is in, on one node and on three, and twenty thousand members
// who do nothing, on three: one process may not have so many files open. Everything runs on this machine, PostgreSQL and the
// generators included.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Cluster } from "../cluster/cluster.mjs";
import { Ground } from "../cluster/ground.mjs";
import { percentile, table } from "./lib/figures.mjs";
import { openRoom } from "./lib/member.mjs";
import { cpuSeconds, liveHeapBytes, residentBytes } from "./lib/process.mjs";
import { waitUntilQuiet } from "./lib/quiet.mjs";

const PORT = 19_080;
const OPENING_AT_ONCE = 64;
const PAGE = 100;
const FIRST_PAGES = 200;
const ASLEEP_WITHIN_MS = 600_000;
const LISTED_WITHIN_MS = 600_000;
const ASKED_EVERY_MS = 2_000;
/** A generator's files are capped as the nodes' are. */
const GENERATORS = 4;
const MEMBERS_OF_A_ROOM = 100;
const CONNECTIONS_OF_A_NODE_MAX = 19_000;
const IDLE_FOR_MS = 30_000;
const MIB = 1024 * 1024;
/** All of them come from one address. */
const LIMITS = [
  "limits.rooms-by-address.burst=1000000",
  "limits.joins-by-address.burst=1000000",
  "limits.looks-by-address.burst=1000000",
  "http.connections-by-address-max=20000",
  "socket.sockets-by-address-max=20000",
].map((limit) => `-Dtutti.gateway.${limit}`);

const { values: asked } = parseArgs({
  options: {
    nodes: { type: "string", multiple: true, default: ["1", "3"] },
    rooms: { type: "string", default: "100000" },
    connections: { type: "string", default: "20000" },
  },
});
const ROOMS = Number(asked.rooms);
const CONNECTIONS = Number(asked.connections);

const say = (line) => console.log(`  ${line}`);
const ground = Ground.take("scale");

/** One figure of all nodes together. */
function sum(cluster, of) {
  return cluster.numbers.reduce((total, n) => total + of(cluster.pidOf(n)), 0);
}

async function opened(cluster) {
  const started = performance.now();
  const cpu = sum(cluster, cpuSeconds);
  const waits = [];
  let next = 0;
  let again = 0;
  let said = started;
  const opening = async () => {
    while (next < ROOMS) {
      const index = next++;
      const url = cluster.urlOf(cluster.numbers[index % cluster.numbers.length]);
      const askedAt = performance.now();
      // A node that is overtaxed says so, and is asked again as a page would.
      while (!(await openRoom(url, { roomName: `Room ${index + 1}` }).catch(unavailable))) {
        again++;
        await sleep(ASKED_EVERY_MS);
      }
      waits.push(performance.now() - askedAt);
      if (performance.now() - said > 15_000) {
        said = performance.now();
        say(`${index + 1} rooms after ${Math.round((said - started) / 1_000)} s`);
      }
    }
  };
  await Promise.all(Array.from({ length: OPENING_AT_ONCE }, opening));
  const seconds = (performance.now() - started) / 1_000;
  return { seconds, cpu: sum(cluster, cpuSeconds) - cpu, waits, again };
}

function unavailable(failure) {
  if (failure.status !== 503) throw failure;
  return null;
}

/** Walks the whole list until no room is missing in it; tells how long a page takes, and how long it was until then. */
async function listed(cluster) {
  const url = cluster.urlOf(1);
  const started = performance.now();
  for (;;) {
    const pages = [];
    const seen = new Set();
    let after = null;
    do {
      const askedAt = performance.now();
      const query = `limit=${PAGE}${after === null ? "" : `&after=${encodeURIComponent(after)}`}`;
      const answer = await fetch(`${url}/api/rooms?${query}`);
      if (!answer.ok) throw new Error(`GET /api/rooms: ${answer.status} ${await answer.text()}`);
      const { rooms, next } = await answer.json();
      pages.push(performance.now() - askedAt);
      for (const { roomId } of rooms) seen.add(roomId);
      after = next;
    } while (after !== null);
    if (seen.size >= ROOMS) return { seconds: (performance.now() - started) / 1_000, pages };
    if (performance.now() - started > LISTED_WITHIN_MS) throw new Error(`the list has ${seen.size} of ${ROOMS} rooms`);
    say(`the list has ${seen.size} rooms`);
    await sleep(ASKED_EVERY_MS);
  }
}

async function firstPages(cluster) {
  const waits = [];
  for (let i = 0; i < FIRST_PAGES; i++) {
    const askedAt = performance.now();
    await (await fetch(`${cluster.urlOf(1)}/api/rooms?limit=${PAGE}`)).json();
    waits.push(performance.now() - askedAt);
  }
  return waits;
}

/** Resolves when the rooms have gone to sleep: all but those that somebody is in. */
async function asleep(cluster) {
  const deadline = performance.now() + ASLEEP_WITHIN_MS;
  for (;;) {
    const awake = (await cluster.status()).reduce((total, { rooms }) => total + (rooms ?? Number.NaN), 0);
    if (awake <= 1) return;
    if (performance.now() > deadline) throw new Error(`${awake} rooms are still awake`);
    await sleep(ASKED_EVERY_MS);
  }
}

/** Fills rooms with members who do nothing; resolves with what ends them. */
async function idlers(cluster) {
  const rooms = [];
  for (let i = 0; i < Math.ceil(CONNECTIONS / MEMBERS_OF_A_ROOM); i++) {
    rooms.push((await openRoom(cluster.urlOf(1), { roomName: `Full ${i + 1}`, hostName: "Host" })).roomId);
  }
  const seats = Array.from({ length: CONNECTIONS }, (_, index) => [
    cluster.urlOf(cluster.numbers[index % cluster.numbers.length]),
    rooms[Math.floor(index / MEMBERS_OF_A_ROOM)],
  ]);
  const started = performance.now();
  const generators = Array.from({ length: GENERATORS }, (_, part) => {
    const mine = seats.filter((_, index) => Math.floor(index / MEMBERS_OF_A_ROOM) % GENERATORS === part);
    return generator(mine);
  });
  await Promise.all(generators.map(({ said }) => said("in")));
  return {
    seconds: (performance.now() - started) / 1_000,
    async end() {
      const lost = await Promise.all(
        generators.map(async ({ child, said }) => {
          child.stdin.end();
          return Number((await said("lost")).split(" ")[1]);
        }),
      );
      return lost.reduce((total, each) => total + each, 0);
    },
  };
}

function generator(seats) {
  const child = spawn(process.execPath, [fileURLToPath(new URL("lib/idlers.mjs", import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.write(`${JSON.stringify(seats)}\n`);
  const waiting = [];
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    const index = waiting.findIndex(({ word }) => line.startsWith(word));
    if (index >= 0) waiting.splice(index, 1)[0].done(line);
  });
  return {
    child,
    said: (word) =>
      new Promise((done, failed) => {
        waiting.push({ word, done });
        child.once("exit", (code) => failed(new Error(`a generator ended with ${code}`)));
      }),
  };
}

async function measured(nodes) {
  const cluster = new Cluster({
    dir: join(ground.dir, `${nodes}-nodes`),
    port: PORT,
    places: Array.from({ length: nodes }, () => ({ host: "127.0.0.1" })),
    environment: () => ({ TUTTI_HEAP_MAX: "2g", TUTTI_JAVA_OPTS: [...LIMITS, process.env.TUTTI_BENCH_JAVA_OPTS ?? ""].join(" ") }),
  });
  try {
    await cluster.start();
    await waitUntilQuiet();
    const emptyHeap = sum(cluster, liveHeapBytes);
    const { seconds, cpu, waits, again } = await opened(cluster);
    const awakeHeap = sum(cluster, liveHeapBytes);
    const { seconds: listedSeconds, pages } = await listed(cluster);
    await asleep(cluster);
    const first = await firstPages(cluster);
    const asleepHeap = sum(cluster, liveHeapBytes);
    const row = {
      nodes,
      "opened in s": seconds,
      "a second": ROOMS / seconds,
      "p95 ms": percentile(waits, 0.95),
      "asked again": again,
      "CPU ms": (cpu / ROOMS) * 1_000,
      "all listed after s": listedSeconds,
      "page p95 ms": percentile(pages, 0.95),
      "first page p95 ms": percentile(first, 0.95),
      "heap awake B": (awakeHeap - emptyHeap) / ROOMS,
      "heap asleep B": (asleepHeap - emptyHeap) / ROOMS,
    };
    return { rooms: row, connections: await idle(cluster, nodes) };
  } finally {
    await cluster.stop().catch((failure) => say(`the cluster does not stop: ${failure.message}`));
  }
}

/** Null where one process would need more files than it may have open. */
async function idle(cluster, nodes) {
  if (CONNECTIONS === 0) return null;
  if (CONNECTIONS / nodes > CONNECTIONS_OF_A_NODE_MAX) {
    say(`${CONNECTIONS} connections are too many for ${nodes} of our nodes: left out`);
    return null;
  }
  const heap = sum(cluster, liveHeapBytes);
  const resident = sum(cluster, residentBytes);
  const cpuBefore = sum(cluster, cpuSeconds);
  const crowd = await idlers(cluster);
  const joining = sum(cluster, cpuSeconds) - cpuBefore;
  const heapIn = sum(cluster, liveHeapBytes) - heap;
  const residentIn = sum(cluster, residentBytes) - resident;
  await sleep(IDLE_FOR_MS);
  const cpu = sum(cluster, cpuSeconds);
  await sleep(IDLE_FOR_MS);
  const cores = (sum(cluster, cpuSeconds) - cpu) / (IDLE_FOR_MS / 1_000);
  return {
    nodes,
    connections: CONNECTIONS,
    "in after s": crowd.seconds,
    "joining, CPU ms": (joining / CONNECTIONS) * 1_000,
    "heap KiB": heapIn / CONNECTIONS / 1024,
    "resident KiB": residentIn / CONNECTIONS / 1024,
    "idle, µs of CPU a second": (cores / CONNECTIONS) * 1_000_000,
    "resident MiB, all": sum(cluster, residentBytes) / MIB,
    lost: await crowd.end(),
  };
}

const results = [];
for (const nodes of asked.nodes) {
  say(`${nodes} ${nodes === "1" ? "node" : "nodes"}`);
  results.push(await measured(Number(nodes)));
}
table(`${ROOMS} rooms nobody is in; heap and CPU are of all nodes together, for each room`, results.map(({ rooms }) => rooms));
const filled = results.map(({ connections }) => connections).filter((row) => row !== null);
if (filled.length > 0) {
  table(`${CONNECTIONS} members who do nothing, ${MEMBERS_OF_A_ROOM} in a room, straight to the nodes; for each connection`, filled);
}
process.exit(0);
