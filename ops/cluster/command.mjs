// ./tutti cluster: what a person types, said to the supervisor, or done without it where it is gone.
// Usage: command.mjs [--only-check] WORD…; with --only-check it says no more than whether a cluster may begin.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { ROOT } from "../launch/spawn.mjs";
import { BALANCER, DATABASE, endAll, mark, partsOf, SUPERVISOR } from "./parts.mjs";
import { BALANCER_PORT_MAX, freeFrom, rangesOf, taken } from "./ports.mjs";

const DIR = join(ROOT, ".tutti/cluster");
const CONTROL = join(DIR, "control");
const HOST = "127.0.0.1";
const SIZE = 3;
const SIZE_MAX = 9;
const PORT = 8_080;
const LISTENS_WITHIN_MS = 5_000;
const ANSWERS_WITHIN_MS = 2_000;
const HELP = "./tutti cluster --help tells what there is.";

class Refusal extends Error {}

/** Resolves with the lines of the answer; `hear` gets each of them as it comes. */
function ask(path, { hear = () => {}, signal } = {}) {
  return new Promise((done, failed) => {
    const asked = request({ socketPath: CONTROL, path: `/${path}`, signal }, async (answer) => {
      const lines = [];
      const refused = [];
      let rest = "";
      try {
        for await (const chunk of answer.setEncoding("utf8")) {
          const pieces = (rest + chunk).split("\n");
          rest = pieces.pop();
          for (const line of pieces) {
            if (line.startsWith("! ")) refused.push(line.slice(2));
            else {
              lines.push(line);
              hear(line);
            }
          }
        }
      } catch {
        refused.push(`the supervisor is gone; see ${DIR}/supervisor.log.`);
      }
      if (refused.length > 0) failed(new Refusal(refused.join("\n")));
      else done(lines);
    });
    asked.once("error", failed);
    asked.end();
  });
}

async function isKept() {
  return existsSync(CONTROL) && ask("here", { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }).then(() => true, () => false);
}

/** What of the cluster runs though its supervisor does not keep it, as it is after a kill -9. */
async function left() {
  return (await isKept()) ? [] : partsOf(DIR);
}

function tellLeft(parts) {
  const supervisor = parts.find(({ part }) => part === SUPERVISOR);
  const why = supervisor ? `its supervisor, process ${supervisor.pid}, does not answer` : "its supervisor is gone";
  const what = parts.filter((part) => part !== supervisor).map(({ part, pid }) => `${part} (process ${pid})`);
  return `a cluster runs that nobody keeps: ${why}${what.length > 0 ? `, and there are still ${what.join(", ")}` : ""}.
./tutti cluster stop ends it all; rooms stay for the next start.`;
}

async function mustBeKept() {
  const parts = await left();
  if (parts.length > 0) throw new Refusal(tellLeft(parts));
  if (!(await isKept())) throw new Refusal("no cluster runs; ./tutti cluster starts one.");
}

async function mayBegin(size, port) {
  if (await isKept()) throw new Refusal("a cluster runs already; ./tutti cluster status shows it, ./tutti cluster stop ends it.");
  const parts = await left();
  if (parts.length > 0) throw new Refusal(tellLeft(parts));
  const others = await taken(port, size, HOST);
  if (others.length === 0) return;
  const free = await freeFrom(port, size, HOST);
  throw new Refusal(`somebody else has ${others.map(({ port, whose }) => `port ${port} (${whose})`).join(", ")}.
A cluster of ${size} with --port ${port} takes ${rangesOf(port, size)}.${free ? ` Try --port ${free}: those are free.` : ""}`);
}

async function begin(size, port) {
  console.log("  A cluster runs on in the background when this command has ended; ./tutti cluster stop ends it.");
  console.log("  Ctrl-C before it is ready takes it back.");
  let interrupted;
  for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      interrupted ??= takenBack();
    });
  }
  try {
    await supervise(size, port);
    await ask("begin", { hear: (step) => console.log(`  Starting ${step}`) });
  } catch (failure) {
    if (!interrupted) throw failure;
  }
  if (interrupted) return interrupted;
  console.log(`\nTutti listens on http://localhost:${port}\n`);
  await show();
}

async function takenBack() {
  console.log("\n  It is not ready yet, and taken back");
  await stop();
  process.exitCode = 130;
}

async function supervise(size, port) {
  mkdirSync(DIR, { recursive: true });
  const log = openSync(join(DIR, "supervisor.log"), "a");
  const supervisor = fileURLToPath(new URL("supervisor.mjs", import.meta.url));
  const child = spawn(process.execPath, [supervisor, DIR, String(port), String(size)], {
    detached: true,
    env: { ...process.env, ...mark(DIR, SUPERVISOR) },
    stdio: ["ignore", log, log],
  });
  child.unref();
  const began = performance.now();
  while (!(await isKept())) {
    if (child.exitCode !== null || performance.now() - began > LISTENS_WITHIN_MS) {
      throw new Refusal(`the supervisor does not start; see ${DIR}/supervisor.log.`);
    }
    await sleep(50);
  }
}

async function stop() {
  const hear = (step) => console.log(`  Stopping ${step}`);
  if (await isKept()) await ask("stop", { hear });
  else await endAll(DIR, hear);
  console.log("  Stopped; its rooms are kept for the next start");
}

async function status(isJson) {
  await mustBeKept();
  if (isJson) console.log((await ask("status"))[0]);
  else await show();
}

async function show() {
  const rows = JSON.parse((await ask("status"))[0]);
  console.log("  node      pid  state       rooms  members  url");
  for (const { node, pid, state, rooms, members, url } of rows) {
    const cells = [String(node).padStart(4), String(pid ?? "–").padStart(8), ` ${state.padEnd(10)}`];
    console.log(`  ${[...cells, String(rooms ?? "–").padStart(6), String(members ?? "–").padStart(8)].join(" ")}  ${url}`);
  }
  const parts = partsOf(DIR);
  const others = [BALANCER, DATABASE, SUPERVISOR].map((name) => [name, parts.find(({ part }) => part === name)?.pid]);
  console.log(`  ${others.map(([name, pid]) => (pid ? `${name}: process ${pid}` : `${name} is down`)).join(", ")}`);
}

async function act(verb, n) {
  await mustBeKept();
  const before = JSON.parse((await ask("status"))[0]).find(({ node }) => node === n);
  await ask(`${verb}/${n}`);
  if (before && (verb === "start") !== (before.state === "down")) console.log(`  Node ${n} ${verb === "start" ? "runs" : "is down"} already`);
  await show();
}

/** What a person typed: a verb, how many words it takes after it, and its options. */
const VERBS = {
  begin: { words: [0, 1], options: ["port"] },
  drain: { words: [1, 1], options: [] },
  kill: { words: [1, 1], options: [] },
  start: { words: [1, 1], options: [] },
  status: { words: [0, 0], options: ["json"] },
  stop: { words: [0, 0], options: [] },
};

function understood(typed) {
  const options = { json: { type: "boolean" }, "only-check": { type: "boolean" }, port: { type: "string" } };
  const { values, positionals, tokens } = parseArgs({ args: typed, options, allowPositionals: true, strict: false, tokens: true });
  const isVerb = Object.hasOwn(VERBS, positionals[0] ?? "") && positionals[0] !== "begin";
  const [verb, ...words] = isVerb ? positionals : ["begin", ...positionals];
  const { words: counts, options: own } = VERBS[verb];
  for (const { kind, name, rawName } of tokens) {
    if (kind === "option" && name !== "only-check" && !own.includes(name)) throw new Refusal(`"${rawName}" is not an option here; ${HELP}`);
  }
  if (verb === "begin" && words.length > 0 && !/^-?\d/.test(words[0])) throw new Refusal(`there is no "${words[0]}"; ${HELP}`);
  if (words.length > counts[1]) throw new Refusal(`"${words[counts[1]]}" is one word too many; ${HELP}`);
  if (words.length < counts[0]) throw new Refusal(`which node? ./tutti cluster ${verb} N; ./tutti cluster status shows them.`);
  return { verb, words, values };
}

function wholeNumber(text, what, max) {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > max) throw new Refusal(`${what} is 1 to ${max}, not "${text}".`);
  return number;
}

async function main(typed) {
  const { verb, words, values } = understood(typed);
  switch (verb) {
    case "kill":
    case "drain":
    case "start":
      return act(verb, wholeNumber(words[0], "a node", SIZE_MAX));
    case "status":
      return status(values.json);
    case "stop":
      if ((await left()).length === 0) await mustBeKept();
      return stop();
    default: {
      const size = wholeNumber(words[0] ?? SIZE, "the number of nodes", SIZE_MAX);
      if (values.port === true) throw new Refusal("--port wants a port.");
      const port = wholeNumber(values.port ?? process.env.TUTTI_HTTP_PORT ?? PORT, values.port ? "--port" : "TUTTI_HTTP_PORT", BALANCER_PORT_MAX);
      await mayBegin(size, port);
      return values["only-check"] ? undefined : begin(size, port);
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
