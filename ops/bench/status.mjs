// What GET /status costs: answers per second with wrk on the same machine, and how true they are.
import { execFileSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { Server } from "../launch/spawn.mjs";
import { percentile, table } from "./lib/figures.mjs";
import { cpuSeconds } from "./lib/process.mjs";
import { waitUntilQuiet } from "./lib/quiet.mjs";
import "./lib/ending.mjs";

const CONNECTIONS = 64;
const WARM_UP_S = 8;
const SECONDS = 10;
const CHECKS = 200;
const CHECK_EVERY_MS = 25;

function wrk(url, seconds) {
  const text = execFileSync("wrk", ["-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, "--latency", url], { encoding: "utf8" });
  const failed = /Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? "0";
  return {
    perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(text)?.[1]),
    p50: /50%\s+(\S+)/.exec(text)?.[1] ?? "",
    p99: /99%\s+(\S+)/.exec(text)?.[1] ?? "",
    failed: Number(failed),
  };
}

/** How far each answer lies from what the answers' common clock says, in ms of media; and whether it ever ran backwards. */
async function truth(url) {
  const errors = [];
  let backwards = 0;
  let wraps = 0;
  let before = null;
  let reference = null;
  for (let i = 0; i < CHECKS; i++) {
    const sentAt = performance.now();
    const { timestamp, duration } = await (await fetch(url)).json();
    const at = (sentAt + performance.now()) / 2;
    reference ??= timestamp * 1000 - at;
    const expected = (((reference + at) / 1000) % duration + duration) % duration;
    const error = Math.abs(timestamp - expected);
    errors.push(Math.min(error, duration - error) * 1000);
    if (before !== null && timestamp < before) {
      if (before > duration - 1 && timestamp < 1) wraps++;
      else backwards++;
    }
    before = timestamp;
    await sleep(CHECK_EVERY_MS);
  }
  return { errors, backwards, wraps };
}

const server = await Server.create({ name: "bench-status" });
try {
  await server.start();
  const url = `${server.url}/status`;
  await fetch(url);
  await waitUntilQuiet();
  wrk(url, WARM_UP_S);
  const before = cpuSeconds(server.pid);
  const load = wrk(url, SECONDS);
  const cores = (cpuSeconds(server.pid) - before) / SECONDS;
  const { errors, backwards } = await truth(url);
  table(`GET /status, ${CONNECTIONS} connections, wrk on the same machine`, [
    {
      "per second": Math.round(load.perSecond),
      "server's cores": cores,
      "per second and core": Math.round(load.perSecond / Math.max(cores, 0.1)),
      p50: load.p50,
      p99: load.p99,
      failed: load.failed,
      "error p95 ms": percentile(errors, 0.95),
      "ran backwards": backwards,
    },
  ]);
} finally {
  await server.dispose();
}
