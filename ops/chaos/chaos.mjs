// ./tutti chaos: breaks a cluster under load in each of the ways in faults.mjs, several times, and prints what came of it.
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { percentile, summary, table } from "../bench/lib/figures.mjs";
import { Cluster } from "../cluster/cluster.mjs";
import { Ground } from "../cluster/ground.mjs";
import { Crowd } from "./crowd.mjs";
import { Disk } from "./disk.mjs";
import { faults } from "./faults.mjs";
import { Network } from "./network.mjs";

const NODES = 3;
const PORT = 18_080;
/** A cluster that has just started is still being compiled. */
const CALM_BEFORE_MS = 15_000;
const CALM_AFTER_MS = 3_000;
const BACK_WITHIN_MS = 60_000;
/** One node's clock is this far ahead, all the time: nobody in a room may see it. */
const CLOCK_AHEAD_S = 0.5;
/** The crowd comes from one address. */
const LIMITS = [
  "rooms-by-address.burst=100000",
  "joins-by-address.burst=100000",
  "talk-by-address.burst=1000000",
  "looks-by-address.burst=100000",
].map((limit) => `-Dtutti.gateway.limits.${limit}`);

const { values: asked } = parseArgs({
  options: {
    fault: { type: "string", multiple: true },
    runs: { type: "string", default: "5" },
    rooms: { type: "string", default: "200" },
    guests: { type: "string", default: "1000" },
    sound: { type: "string", default: "20" },
  },
});
const names = asked.fault?.flatMap((some) => some.split(",")) ?? Object.keys(faults);
for (const name of names) {
  if (!Object.hasOwn(faults, name)) {
    console.error(`tutti: there is no fault "${name}"; there are ${Object.keys(faults).join(", ")}.`);
    process.exit(1);
  }
}

const say = (line) => console.log(`  ${line}`);
const network = new Network(NODES);
const disk = new Disk();
const ground = Ground.take("chaos", {
  clearMore: () => {
    network.down();
    disk.down();
  },
  keep: process.env.TUTTI_CHAOS_KEEP === "1",
});

/** One cluster, struck again and again, each time at another node; `tell` hears the figures of each strike. */
async function run(name, tell) {
  network.up();
  const clocks = { 2: CLOCK_AHEAD_S * 1_000 };
  const cluster = new Cluster({
    dir: join(ground.dir, name),
    port: PORT,
    host: network.here,
    places: network.places,
    environment: (n) => ({
      TUTTI_JAVA_OPTS: [...LIMITS, process.env.TUTTI_CHAOS_JAVA_OPTS ?? ""].join(" "),
      TUTTI_CLOCK_AHEAD: `${clocks[n] ?? 0} ms`,
    }),
  });
  let crowd;
  try {
    await cluster.start();
    crowd = await Crowd.gather({
      url: cluster.url,
      rooms: Number(asked.rooms),
      guests: Number(asked.guests),
      sound: Number(asked.sound),
    });
    for (let i = 0; i < Number(asked.runs); i++) {
      tell(await struck(faults[name], { cluster, network, disk, clocks, crowd, n: (i % NODES) + 1 }));
    }
  } finally {
    crowd?.disperse();
    await cluster.stop().catch((failure) => say(`the cluster does not stop: ${failure.message}`));
    network.down();
  }
}

/** What stops one fault's runs does not take the figures of the others. */
async function attempted(name, tell) {
  try {
    await run(name, tell);
  } catch (failure) {
    say(`  stopped: ${failure.message}`);
    broken.push(`${name}: stopped, ${failure.message}`);
  }
}

async function struck(fault, { cluster, network, disk, clocks, crowd, n }) {
  crowd.forget();
  crowd.talk();
  await sleep(CALM_BEFORE_MS);
  const lost = fault.lost(n);
  const owners = await Promise.all(crowd.rooms.map(({ id }) => cluster.ownerOf(id)));
  const orphans = crowd.rooms.filter((_, index) => lost.includes(owners[index]));

  const victims = ears(fault, { crowd, lost, owners });
  for (const { ear } of victims) ear.listen();

  const struckAt = performance.now();
  const striking = fault.strike({ cluster, network, disk, clocks, crowd, n });
  // A database is away on purpose for a while: what counts is the time since it came back.
  if (fault.database) await striking;
  const [answers] = await Promise.all([
    crowd.answersAgain(fault.database ? crowd.rooms : orphans, {
      lost,
      durable: fault.database === true,
      withinMs: BACK_WITHIN_MS,
    }),
    striking,
  ]);
  for (const each of cluster.numbers) await cluster.ready(each);
  await crowd.settled(BACK_WITHIN_MS);
  await sleep(CALM_AFTER_MS);
  await crowd.hush();

  // First, for it waits until no change is still to come: before that, places do not compare.
  const broken = await crowd.broken();
  const figures = noted({ crowd, lost, victims, struckAt, answers });
  return { ...figures, broken: [...overstepped(fault.bounds, figures), ...broken] };
}

function noted({ crowd, lost, victims, struckAt, answers }) {
  const gaps = crowd.guests.flatMap((guest) => guest.gaps);
  const own = gaps.filter(({ node }) => lost.includes(node));
  return {
    answers,
    // Until then a node may have served its people: one that is cut off must end that by itself.
    letGo: own.map(({ from }) => from - struckAt),
    back: own.map(({ to }) => to - struckAt),
    others: gaps.filter(({ node }) => !lost.includes(node)).map(({ from, to }) => to - from),
    spreads: crowd.spreads(),
    again: crowd.asked.filter((times) => times > 1).length,
    asked: crowd.asked.length,
    acked: crowd.acked.length,
    heard: victims.map(({ kind, ear }) => ({ kind, silentMs: ear.silentMs(), missedMs: ear.missedMs(), late: ear.late })),
    hosts: crowd.sounding.flatMap(({ speaker }) => speaker.silences),
  };
}

/** What no figure may be, in words. */
function overstepped(bounds, { answers, letGo, back, others, heard }) {
  const missed = heard.filter(({ kind }) => kind === "the room's").map(({ missedMs }) => missedMs);
  return [
    ["a room did not answer for", answers, bounds.answersMs],
    ["somebody was let go only after", letGo, bounds.letGoMs],
    ["somebody was back only after", back, bounds.backMs],
    ["somebody whose node was not lost was away for", others, bounds.othersMs],
    ["somebody was sent nothing when only their room's node was lost, for", missed, bounds.roomsMissedMs],
  ].flatMap(([what, times, most = Number.POSITIVE_INFINITY]) => {
    const over = times.filter((time) => time > most || time === Number.POSITIVE_INFINITY);
    return over.length === 0 ? [] : [`${what} ${ms(Math.max(...over))}, ${over.length} times over the bound of ${ms(most)}`];
  });
}

/** Everyone who listens, and what of it the fault takes away: their own node, else the host's, else the one that has the room. */
function ears(fault, { crowd, lost, owners }) {
  return crowd.sounding.flatMap((room) => {
    const cut = fault.cut?.(room);
    const owner = owners[crowd.rooms.indexOf(room)];
    const kindOf = ({ guest }) => {
      if (guest === cut || lost.includes(guest.node)) return "own";
      if (room.host === cut || lost.includes(room.host.node)) return "host's";
      return lost.includes(owner) ? "the room's" : "none";
    };
    return room.ears.map((ear) => ({ kind: kindOf(ear), ear }));
  });
}

const rows = [];
const sounds = [];
const broken = [];
for (const name of names) {
  const whyNot = faults[name].whyNot?.({ disk, folder: ground.dir });
  if (whyNot) {
    say(`${faults[name].what}: left out, ${whyNot}`);
    continue;
  }
  const runs = [];
  say(faults[name].what);
  await attempted(name, (figures) => {
    runs.push(figures);
    broken.push(...figures.broken.map((fault) => `${name}: ${fault}`));
    say(
      `  ${runs.length}: rooms again ${ms(percentile(figures.answers, 0.95))}, own people let go ${ms(percentile(figures.letGo, 0.95))} and back ${ms(percentile(figures.back, 0.95))}, ` +
        `others' gaps ${figures.others.length}, spread ${percentile(figures.spreads, 0.95).toFixed(1)} ms, ` +
        `${figures.again} of ${figures.asked} asked again, ${figures.broken.length} broken`,
    );
    for (const fault of figures.broken.slice(0, 5)) say(`    ${fault}`);
  });
  if (runs.length === 0) continue;
  const all = (pick) => runs.flatMap(pick);
  const answers = summary(all(({ answers }) => answers));
  const letGo = summary(all(({ letGo }) => letGo));
  const back = summary(all(({ back }) => back));
  rows.push({
    fault: faults[name].what,
    runs: runs.length,
    "rooms again p95": ms(answers.p95),
    "at most": ms(answers.max),
    "own let go by": ms(letGo.max),
    "own back p95": ms(back.p95),
    "and at most": ms(back.max),
    "others' gaps": all(({ others }) => others).length,
    longest: ms(summary(all(({ others }) => others)).max),
    "spread p95": `${percentile(all(({ spreads }) => spreads), 0.95).toFixed(1)} ms`,
    "spread at most": `${Math.max(...all(({ spreads }) => spreads)).toFixed(1)} ms`,
    lines: runs.at(-1).acked,
    broken: all(({ broken }) => broken).length,
  });
  const hosts = summary(all(({ hosts }) => hosts));
  for (const kind of ["own", "host's", "the room's", "none"]) {
    const heard = all(({ heard }) => heard).filter((each) => each.kind === kind);
    if (heard.length === 0) continue;
    const silent = heard.map(({ silentMs }) => silentMs);
    sounds.push({
      fault: faults[name].what,
      lost: kind,
      guests: heard.length,
      "not heard p50": ms(percentile(silent, 0.5)),
      p95: ms(percentile(silent, 0.95)),
      "at most": ms(Math.max(...silent)),
      "late packets": heard.reduce((sum, { late }) => sum + late, 0),
      "hosts silent p95": ms(hosts.p95),
      "and at most": ms(hosts.max),
    });
  }
}
if (sounds.length > 0) {
  table("Live sound: what guests did not hear, by whose node or connection was lost", sounds);
}
table(`${asked.rooms} rooms, ${asked.guests} members, ${NODES} nodes, one of them ${CLOCK_AHEAD_S} s ahead`, rows);
for (const line of new Set(broken)) say(line);
if (process.env.TUTTI_CHAOS_KEEP === "1") say(`logs are in ${ground.dir}`);
process.exit(broken.length === 0 ? 0 : 1);

function ms(value) {
  return Number.isNaN(value) ? "–" : value === Number.POSITIVE_INFINITY ? "never" : `${(value / 1_000).toFixed(2)} s`;
}
