// Keeps a cluster running after the command that started it has ended, and does what later commands ask of it.
// Usage: supervisor.mjs DIR PORT NODES; it listens on DIR/control until it is told to stop.
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { Cluster } from "./cluster.mjs";

const [dir, port, size] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const control = join(dir, "control");
const cluster = new Cluster({
  dir,
  port,
  places: Array.from({ length: size }, () => ({ host: "127.0.0.1" })),
});

/** What may be asked: a verb, and the number of a node where it needs one. Answers in lines while it works. */
const verbs = {
  begin: (_, tell) => cluster.start(tell),
  drain: (n) => cluster.drain(n),
  here: () => {},
  kill: (n) => cluster.kill(n),
  start: (n) => cluster.nodeUp(n),
  status: async (_, tell) => tell(JSON.stringify(await cluster.status())),
  stop: (_, tell) => stop(tell),
};

const server = createServer(async (request, response) => {
  const [verb, n] = request.url.slice(1).split("/");
  const tell = (line) => response.write(`${line}\n`);
  try {
    if (!Object.hasOwn(verbs, verb)) throw new Error(`there is no "${verb}"`);
    await verbs[verb](Number(n), tell);
  } catch (failure) {
    for (const line of String(failure.stderr || failure.message).trimEnd().split("\n")) tell(`! ${line}`);
    // Whoever hears of it may begin again at once.
    if (verb === "begin") await stop();
  }
  response.end();
});

let stopping;
/** Whoever asks again hears of the end only. */
function stop(tell) {
  stopping ??= cluster.stop(tell).finally(() => {
    rmSync(control, { force: true });
    server.close();
  });
  return stopping;
}

for (const signal of ["SIGHUP", "SIGINT", "SIGTERM"]) process.on(signal, () => stop());
rmSync(control, { force: true });
server.listen(control);
