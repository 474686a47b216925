// ./tutti chaos: breaks a cluster under load in each of the ways in faults.mjs, several times, and prints what came of it.
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { percentile, summary, table } from "../bench/lib/figures.mjs";
import { Cluster } from "../cluster/cluster.mjs";
import { Crowd } from "./crowd.mjs";
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
  },
});
const names = asked.fault ?? Object.keys(faults);
for (const name of names) {
  if (!Object.hasOwn(faults, name)) {
    console.error(`tutti: there is no fault "${name}"; there are ${Object.keys(faults).join(", ")}.`);
    process.exit(1);
  }
}

const say = (line) => console.log(`  ${line}`);

async function run(name) {
  const fault = faults[name];
  const dir = mkdtempSync(join(tmpdir(), "tutti-chaos-"));
  // PostgreSQL runs as a user of its own.
  chmodSync(dir, 0o755);
  const network = new Network(NODES);
  network.up();
  const clocks = { 2: CLOCK_AHEAD_S * 1_000 };
  const cluster = new Cluster({
    dir,
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
    crowd = await Crowd.gather({ url: cluster.url, rooms: Number(asked.rooms), guests: Number(asked.guests) });
    return await measured(fault, { cluster, network, clocks, crowd });
  } finally {
    crowd?.disperse();
    await cluster.stop().catch((failure) => say(`the cluster does not stop: ${failure.message}`));
    network.down();
    if (process.env.TUTTI_CHAOS_KEEP !== "1") rmSync(dir, { recursive: true, force: true });
    else say(`logs are in ${dir}`);
  }
}

async function measured(fault, { cluster, network, clocks, crowd }) {
  crowd.talk();
  await sleep(CALM_BEFORE_MS);
  const owners = await Promise.all(crowd.rooms.map(({ id }) => cluster.ownerOf(id)));
  const orphans = crowd.rooms.filter((_, index) => fault.lost.includes(owners[index]));

  const struckAt = performance.now();
  const striking = fault.strike({ cluster, network, clocks });
  // A database is away on purpose for a while: what counts is the time since it came back.
  if (fault.database) await striking;
  const [answers] = await Promise.all([
    crowd.answersAgain(fault.database ? crowd.rooms : orphans, {
      lost: fault.lost,
      durable: fault.database === true,
      withinMs: BACK_WITHIN_MS,
    }),
    striking,
  ]);
  for (const n of cluster.numbers) await cluster.ready(n);
  await crowd.settled(BACK_WITHIN_MS);
  await sleep(CALM_AFTER_MS);
  await crowd.hush();

  const gaps = crowd.guests.flatMap((guest) => guest.gaps);
  const own = gaps.filter(({ node }) => fault.lost.includes(node));
  return {
    broken: await crowd.broken(),
    answers,
    back: own.map(({ to }) => to - struckAt),
    others: gaps.filter(({ node }) => !fault.lost.includes(node)).map(({ from, to }) => to - from),
    spreads: await crowd.spreads(),
    again: crowd.asked.filter(({ asked }) => asked > 1).length,
    asked: crowd.asked.length,
    acked: crowd.acked.length,
  };
}

const rows = [];
const broken = [];
for (const name of names) {
  const runs = [];
  for (let i = 1; i <= Number(asked.runs); i++) {
    say(`${faults[name].what}, ${i} of ${asked.runs}`);
    const figures = await run(name);
    runs.push(figures);
    broken.push(...figures.broken.map((fault) => `${name}: ${fault}`));
    say(
      `  rooms again ${ms(percentile(figures.answers, 0.95))}, own people back ${ms(percentile(figures.back, 0.95))}, ` +
        `others' gaps ${figures.others.length}, spread ${percentile(figures.spreads, 0.95).toFixed(1)} ms, ` +
        `${figures.acked} lines acknowledged, ${figures.again} of ${figures.asked} asked again, ${figures.broken.length} broken`,
    );
    for (const fault of figures.broken.slice(0, 5)) say(`    ${fault}`);
  }
  const all = (pick) => runs.flatMap(pick);
  const answers = summary(all(({ answers }) => answers));
  const back = summary(all(({ back }) => back));
  rows.push({
    fault: faults[name].what,
    runs: runs.length,
    "rooms again p95": ms(answers.p95),
    "at most": ms(answers.max),
    "own back p95": ms(back.p95),
    "and at most": ms(back.max),
    "others' gaps": all(({ others }) => others).length,
    longest: ms(summary(all(({ others }) => others)).max),
    "spread p95": `${percentile(all(({ spreads }) => spreads), 0.95).toFixed(1)} ms`,
    lines: runs.reduce((sum, { acked }) => sum + acked, 0),
    broken: all(({ broken }) => broken).length,
  });
}
table(`${asked.rooms} rooms, ${asked.guests} members, ${NODES} nodes, one of them ${CLOCK_AHEAD_S} s ahead`, rows);
for (const line of new Set(broken)) say(line);
process.exit(broken.length === 0 ? 0 : 1);

function ms(value) {
  return Number.isNaN(value) ? "–" : value === Number.POSITIVE_INFINITY ? "never" : `${(value / 1_000).toFixed(2)} s`;
}
