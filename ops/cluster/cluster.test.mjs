// node --test ops/cluster/cluster.test.mjs: what a cluster on one machine is known by, with processes and ports that are real.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { freePort } from "../launch/spawn.mjs";
import { Kept } from "./kept.mjs";
import { DATABASE, end, endAll, mark, node, partsOf, SUPERVISOR } from "./parts.mjs";
import { portsOf, rangesOf, taken } from "./ports.mjs";
import { Postgres } from "./postgres.mjs";

const dir = mkdtempSync(join(tmpdir(), "tutti-parts-"));
const other = mkdtempSync(join(tmpdir(), "tutti-parts-"));
const started = [];
after(() => {
  for (const child of started) child.kill("SIGKILL");
  for (const each of [dir, other]) rmSync(each, { recursive: true });
});

/** Resolves when it runs as what it is. */
async function running(environment, script = "setInterval(() => {}, 1000); console.log('there')") {
  const child = spawn(process.execPath, ["-e", script], { env: { ...process.env, ...environment }, stdio: ["ignore", "pipe", "inherit"] });
  started.push(child);
  await once(child.stdout, "data");
  return child;
}

const anywhere = { timeout: 120_000 };
/** Elsewhere there is no /proc to know processes by, and no cluster. */
const onLinux = { ...anywhere, skip: process.platform !== "linux" };

const lives = (child) => child.exitCode === null && child.signalCode === null;

test("a cluster is ended without its supervisor, and nothing else is", onLinux, async () => {
  const ours = [await running(mark(dir, DATABASE)), await running(mark(dir, node(1))), await running(mark(dir, node(2)))];
  const theirs = [await running(mark(other, node(1))), await running({})];
  const steps = [];

  const found = partsOf(dir);
  await endAll(dir, (step) => steps.push(step));

  assert.deepEqual(found.map(({ part, pid }) => [part, pid]).sort(), [DATABASE, node(1), node(2)].map((part, i) => [part, ours[i].pid]).sort());
  assert.deepEqual(steps, ["2 nodes", "PostgreSQL"]);
  assert.deepEqual(partsOf(dir), []);
  assert.ok(theirs.every(lives));
});

test("a supervisor that was stopped and hears nothing is ended first", onLinux, async () => {
  const supervisor = await running(mark(dir, SUPERVISOR));
  const one = await running(mark(dir, node(1)));
  for (const child of [supervisor, one]) child.kill("SIGSTOP");
  const steps = [];

  await endAll(dir, (step) => steps.push(step));

  assert.deepEqual(steps, ["a supervisor that does not answer", "a node"]);
  assert.deepEqual(partsOf(dir), []);
});

test("a process that has got the number of a part that is gone is left alone", onLinux, async () => {
  const stranger = await running({});
  const gone = { part: node(1), pid: stranger.pid, startedAt: "1" };

  await end([gone], () => {});

  assert.ok(lives(stranger));
});

test("what a part has started itself is not counted, and ended with it", onLinux, async () => {
  const script = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000); console.log(1)"],
    { stdio: ["ignore", "inherit", "inherit"] });`;
  const parent = await running(mark(dir, node(3)), script);

  const found = partsOf(dir);
  await endAll(dir, () => {});

  assert.deepEqual(found.map(({ pid }) => pid), [parent.pid]);
  assert.deepEqual(partsOf(dir), []);
});

test("a port that is taken is told with who would have had it", anywhere, async () => {
  const port = await freePort();
  const holder = createServer().listen(port + 102, "127.0.0.1");
  await once(holder, "listening");

  const others = await taken(port, 3, "127.0.0.1");
  holder.close();

  assert.deepEqual(others, [{ port: port + 102, whose: "node 2, for metrics and management" }]);
  assert.equal(portsOf(8_080, 3).length, 14);
  assert.equal(rangesOf(8_080, 3), "8080–8083, 8181–8183, 8281–8283, 8381–8383 and 8480");
});

test("what ends at its start is known with what it said last", anywhere, async () => {
  const log = join(dir, "log");
  writeFileSync(log, "of an earlier day\n");
  const script = "console.error('no such setting'); process.exit(1)";
  const kept = new Kept({ name: "node 1", command: [process.execPath, "-e", script], log });

  kept.start();
  while (kept.ends === 0) await new Promise(setImmediate);
  await kept.stop();

  assert.match(kept.lastWords, /^ {4}no such setting\n {4}20\S+Z node 1 ended with 1$/);
});

test("PostgreSQL's number in its file counts for nothing when another process has it", onLinux, async () => {
  const stranger = await running({});
  const postgres = new Postgres({ dir, host: "127.0.0.1", port: 1, mark: {} });
  const data = join(dir, "data");
  mkdirSync(data);
  writeFileSync(join(data, "postmaster.pid"), `${stranger.pid}\n${data}\n`);

  await postgres.stop();
  await postgres.kill();

  assert.ok(lives(stranger));
});
