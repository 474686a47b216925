// ./tutti cluster: what a person types, said to the supervisor.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync } from "node:fs";
import { request } from "node:http";
import { createConnection } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ROOT } from "../launch/spawn.mjs";

const DIR = join(ROOT, ".tutti/cluster");
const CONTROL = join(DIR, "control");
const SIZE = 3;
const SIZE_MAX = 9;
const PORT = 8_080;
/** The highest of the ports a node has is this much above the balancer's. */
const PORTS_ABOVE = 409;
const LISTENS_WITHIN_MS = 5_000;

export const USAGE = `./tutti cluster [N] [--port 8080]      N nodes (3) on one PostgreSQL behind a balancer; goes on in the background
./tutti cluster status [--json]        who is where
./tutti cluster kill N                 node N is gone without a word
./tutti cluster drain N                node N leaves in good order
./tutti cluster start N                node N comes (back)
./tutti cluster stop                   all of it; rooms stay for the next start`;

class Refusal extends Error {}

function answers(port) {
  return new Promise((done) => {
    const probe = createConnection({ port, host: "127.0.0.1" });
    probe.once("connect", () => probe.destroy(done(true)));
    probe.once("error", () => done(false));
  });
}

/** Resolves with the lines of the answer; `hear` gets each of them as it comes. */
function ask(path, hear = () => {}) {
  return new Promise((done, failed) => {
    const asked = request({ socketPath: CONTROL, path: `/${path}` }, async (answer) => {
      const lines = [];
      let rest = "";
      for await (const chunk of answer.setEncoding("utf8")) {
        const pieces = (rest + chunk).split("\n");
        rest = pieces.pop();
        for (const line of pieces) {
          if (line.startsWith("! ")) failed(new Refusal(line.slice(2)));
          lines.push(line);
          hear(line);
        }
      }
      done(lines);
    });
    asked.once("error", failed);
    asked.end();
  });
}

async function isRunning() {
  return existsSync(CONTROL) && (await ask("status").then(() => true, () => false));
}

async function mustRun() {
  if (!(await isRunning())) throw new Refusal("no cluster runs; ./tutti cluster starts one.");
}

async function begin(size, port) {
  if (await isRunning()) throw new Refusal("a cluster runs already; ./tutti cluster status shows it, ./tutti cluster stop ends it.");
  if (await answers(port)) throw new Refusal(`something already listens on port ${port}; try --port ${port + 1000}.`);
  mkdirSync(DIR, { recursive: true });
  const log = openSync(join(DIR, "supervisor.log"), "a");
  const supervisor = fileURLToPath(new URL("supervisor.mjs", import.meta.url));
  spawn(process.execPath, [supervisor, DIR, String(port), String(size)], { detached: true, stdio: ["ignore", log, log] }).unref();
  const began = performance.now();
  while (!(await isRunning())) {
    if (performance.now() - began > LISTENS_WITHIN_MS) throw new Refusal(`the supervisor does not start; see ${DIR}/supervisor.log.`);
    await sleep(50);
  }
  await ask("begin", (step) => console.log(`  Starting ${step}`));
  console.log(`\nTutti listens on http://localhost:${port}\n`);
  await show();
}

async function show() {
  const rows = JSON.parse((await ask("status"))[0]);
  console.log("  node      pid  state       rooms  members  url");
  for (const { node, pid, state, rooms, members, url } of rows) {
    const cells = [String(node).padStart(4), String(pid ?? "–").padStart(8), ` ${state.padEnd(10)}`];
    console.log(`  ${[...cells, String(rooms ?? "–").padStart(6), String(members ?? "–").padStart(8)].join(" ")}  ${url}`);
  }
}

function wholeNumber(text, what, max) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > max) throw new Refusal(`${what} is 1 to ${max}, not "${text ?? ""}".`);
  return number;
}

async function act(verb, n) {
  await mustRun();
  await ask(`${verb}/${wholeNumber(n, "a node", SIZE_MAX)}`);
  await show();
}

async function main([verb, ...args]) {
  switch (verb) {
    case "kill":
    case "drain":
    case "start":
      return act(verb, args[0]);
    case "status":
      await mustRun();
      return args[0] === "--json" ? console.log((await ask("status"))[0]) : show();
    case "stop":
      await mustRun();
      return ask("stop");
    case "-h":
    case "--help":
      return console.log(USAGE);
    default: {
      const words = verb === undefined ? [] : [verb, ...args];
      const at = words.indexOf("--port");
      const port = at < 0 ? PORT : wholeNumber(words.splice(at, 2)[1], "a port", 65_535 - PORTS_ABOVE);
      if (words.length > 1) throw new Refusal(`that is not understood:\n\n${USAGE}`);
      return begin(words.length === 0 ? SIZE : wholeNumber(words[0], "the number of nodes", SIZE_MAX), port);
    }
  }
}

try {
  await main(process.argv.slice(2));
} catch (failure) {
  if (!(failure instanceof Refusal)) throw failure;
  console.error(`tutti: ${failure.message}`);
  process.exitCode = 1;
}
