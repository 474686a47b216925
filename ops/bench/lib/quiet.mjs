// Timings taken on a busy machine say nothing about us: wait until it is quiet, or say that it was not.
import { readFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";

const SAMPLE_MS = 1_500;
const CALM_SAMPLES = 2;

function counters() {
  const [, ...fields] = readFileSync("/proc/stat", "utf8").split("\n")[0].trim().split(/\s+/);
  const values = fields.map(Number);
  return { idle: values[3] + values[4], all: values.slice(0, 8).reduce((sum, value) => sum + value, 0) };
}

/** Share of the last sample's CPU time in which nobody wanted it, 0 to 1. */
async function idleShare() {
  if (process.platform !== "linux") {
    await sleep(SAMPLE_MS);
    return Math.max(0, 1 - loadavg()[0] / cpus().length);
  }
  const before = counters();
  await sleep(SAMPLE_MS);
  const after = counters();
  return (after.idle - before.idle) / (after.all - before.all);
}

export async function waitUntilQuiet({ idleMin = 0.8, withinMs = Number(process.env.TUTTI_BENCH_WAIT_MS ?? 300_000) } = {}) {
  const deadline = performance.now() + withinMs;
  let calm = 0;
  let share = 0;
  while (performance.now() < deadline) {
    share = await idleShare();
    calm = share >= idleMin ? calm + 1 : 0;
    if (calm >= CALM_SAMPLES) return { quiet: true, idle: share };
  }
  console.log(`  the machine was never quiet (${Math.round(share * 100)} % idle): read the figures as an upper bound`);
  return { quiet: false, idle: share };
}
