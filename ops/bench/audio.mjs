// What it costs a server to give the host's sound to thousands of guests, and how soon they have it: CPU time for each frame that
// arrives, from the operating system; from the host's send to the guest's socket; memory for each guest. Tutti as it is, at several
// sizes and in each tier, and beside it what else there is, with messages of the same bytes. All of it, generator included, is on
// this machine, so what is slow at the end of a series is the machine and not one of its programs alone.
import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Ground } from "../cluster/ground.mjs";
import { Crowd } from "./lib/crowd.mjs";
import { table, verdict } from "./lib/figures.mjs";
import { cpuOfAll, cpuTimes, liveHeapBytes, residentBytes } from "./lib/process.mjs";
import { waitUntilQuiet } from "./lib/quiet.mjs";
import { PACKET_MS } from "./lib/soundframe.mjs";
import { Icecast, Nchan, NodeWs, SocketIo, Tutti } from "./lib/stations.mjs";

const GUESTS_MAX = 9_000;
const CPU_US_MAX = 12;
const LATE_P99_MS_MAX = 100;
/** A JVM goes on loading for a moment after it is ready. */
const STARTED_MS = 2_000;
const SATURATED = 0.9;
const WORTH_TELLING_CORES = 0.02;
/** So far may be what came from what should; and a window begins and ends between two frames. */
const ASTRAY = 0.02;
/** Frames of 60 ms with 960 bytes of Opus, as our best tier has them; and of 40 ms. */
const PACKETS = { "60": 3, "40": 2 };
const PEERS = { ws: NodeWs, "socket.io": SocketIo, nchan: Nchan, icecast: Icecast };

const { values: asked } = parseArgs({
  options: {
    guests: { type: "string", default: "500,2000,5000" },
    tiers: { type: "string", default: "1,2" },
    peers: { type: "string", default: Object.keys(PEERS).join() },
    "peer-guests": { type: "string", default: "2000" },
    "peer-frame": { type: "string", default: "60" },
    warm: { type: "string", default: "10" },
    seconds: { type: "string", default: "15" },
  },
});
const list = (text) => text.split(",").filter((each) => each !== "");
const sizes = list(asked.guests).map(Number);
const peerGuests = Number(asked["peer-guests"]);
if ([...sizes, peerGuests].some((guests) => !(guests >= 1 && guests <= GUESTS_MAX))) {
  console.error(`tutti: --guests takes numbers from 1 to ${GUESTS_MAX}: a process may not have many more files open.`);
  process.exit(2);
}
if (list(asked.peers).some((name) => !PEERS[name]) || !PACKETS[asked["peer-frame"]]) {
  console.error(`tutti: --peers takes ${Object.keys(PEERS).join(", ")}; --peer-frame takes 40 or 60.`);
  process.exit(2);
}

const ground = Ground.take("audio");
const say = (line) => console.log(`  ${line}`);
/** Sums over a station's processes. */
const sum = (pids, of) => pids.reduce((total, pid) => total + of(pid), 0);

async function measured(station, guests) {
  say(`${station.name}, ${station.frame}, ${guests} guests`);
  let crowd;
  try {
    await station.open(guests);
    await sleep(STARTED_MS);
    const empty = sum(station.pids, residentBytes);
    if (station.playsFirst) await station.play();
    crowd = await Crowd.gathered({ ...station.guests(), guests });
    if (!station.playsFirst) await station.play();
    await sleep(Number(asked.warm) * 1_000);
    const figures = await counted(station, crowd);
    return row(station, guests, { ...figures, memory: sum(station.pids, residentBytes) - empty });
  } finally {
    await crowd?.gone();
    await station.close();
  }
}

async function counted(station, crowd) {
  const before = { user: sum(station.pids, user), system: sum(station.pids, system), all: cpuOfAll(), at: performance.now() };
  crowd.begin();
  await sleep(Number(asked.seconds) * 1_000);
  const told = await crowd.told();
  const seconds = (performance.now() - before.at) / 1_000;
  const spent = { user: sum(station.pids, user) - before.user, system: sum(station.pids, system) - before.system };
  const ours = new Set([...station.pids, crowd.pid, process.pid]);
  const others = [];
  let crowdCores = 0;
  let all = 0;
  for (const [pid, { name, seconds: now }] of cpuOfAll()) {
    const cores = (now - (before.all.get(pid)?.seconds ?? 0)) / seconds;
    all += cores;
    if (pid === crowd.pid) crowdCores = cores;
    if (!ours.has(pid) && cores > WORTH_TELLING_CORES) others.push(`${name} ${cores.toFixed(2)}`);
  }
  return { told, seconds, spent, crowdCores, all, others };
}

function user(pid) {
  return cpuTimes(pid).user;
}

function system(pid) {
  return cpuTimes(pid).system;
}

/**
 * Whether each guest was sent each frame of what was asked for. A server that is overtaxed bundles, drops and gives less than it should, and
 * what a frame costs then says nothing.
 */
function isAsAsked(station, guests, { frames, bytes, missing }, seconds) {
  const expected = (guests * seconds * 1_000) / (station.packets * PACKET_MS);
  const near = (value, wanted, more = 0) => Math.abs(value - wanted) <= ASTRAY * wanted + more;
  return missing === 0 && near(frames, expected, guests) && near(bytes / frames, station.messageBytes);
}

function row(station, guests, { told, seconds, spent, crowdCores, all, others, memory }) {
  if (crowdCores > SATURATED) say(`the crowd's one thread is saturated (${crowdCores.toFixed(2)} of a core): what it tells of time is its own`);
  if (all > cpus().length * SATURATED) say(`the machine is saturated (${all.toFixed(2)} of ${cpus().length} cores): who waits, waits for a core`);
  if (others.length > 0) say(`beside it ran ${others.join(", ")} (cores)`);
  if (told.lost > 0 || told.resyncs > 0) say(`${told.lost} guests were lost, ${told.resyncs} times a message was not whole`);
  if (told.complaint) say(`the server said ${told.complaint}`);
  const us = (cpu) => (cpu * 1e6) / told.frames;
  return {
    server: station.name,
    frame: station.frame,
    guests,
    "frames/s": Math.round(told.frames / seconds),
    "texts/s": Math.round(told.texts / seconds),
    bytes: Math.round(told.bytes / told.frames),
    "µs a frame": us(spent.user + spent.system),
    user: us(spent.user),
    system: us(spent.system),
    "p50 ms": told.p50,
    "p99 ms": told.p99,
    "max ms": told.max,
    "KiB a guest": memory / guests / 1024,
    "missing packets": told.missing,
    "as asked": isAsAsked(station, guests, told, seconds) ? "yes" : "NO",
    "server cores": (spent.user + spent.system) / seconds,
    "crowd cores": crowdCores,
  };
}

const rows = [];
async function add(station, guests) {
  try {
    rows.push(await measured(station, guests));
  } catch (failure) {
    say(`${station.name} with ${guests} guests was not measured: ${failure.message}`);
  }
}

await waitUntilQuiet();
for (const guests of sizes) await add(new Tutti(), guests);
for (const tier of list(asked.tiers)) await add(new Tutti({ tier: Number(tier) }), peerGuests);
for (const name of list(asked.peers)) await add(new PEERS[name](PACKETS[asked["peer-frame"]], ground.dir), peerGuests);

const ofWs = rows.find(({ server }) => server === "Node ws")?.["µs a frame"] ?? Number.NaN;
table(
  `One room's sound to all its guests, ${cpus().length} cores, ${asked.seconds} s each; CPU of the server alone`,
  rows.map((row) => ({ ...row, "against ws": row["µs a frame"] / ofWs })),
);
say("Icecast does not compare in all: it streams over HTTP without frames, and bundles what comes in for each turn of its loop.");
const ours = rows.filter(({ server, frame }) => server === "Tutti" && frame === "high");
table(
  "Goals",
  ours.map((row) => ({
    guests: row.guests,
    [`CPU ≤ ${CPU_US_MAX} µs`]: row["as asked"] === "yes" ? verdict(row["µs a frame"], CPU_US_MAX) : "not as asked",
    [`p99 ≤ ${LATE_P99_MS_MAX} ms`]: row["as asked"] === "yes" ? verdict(row["p99 ms"], LATE_P99_MS_MAX) : "MISSED",
  })),
);
process.exit(0);
