// Starts the server as `./tutti run` does, for the end-to-end tests and the benches.
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(fileURLToPath(new URL("../..", import.meta.url)));
const READY_WITHIN_MS = 120_000;
const POLL_EVERY_MS = 50;

const running = new Set();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/** Not one that the system hands out: that may be somebody's connection by the time it is wanted. */
export async function freePort(host = "127.0.0.1") {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port, host)) return port;
  }
}

function isFree(port, host) {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", (failure) => (failure.code === "EADDRINUSE" ? done(false) : failed(failure)));
    probe.listen(port, host, () => probe.close(() => done(true)));
  });
}

/** One server process after another on the same port and data, so that it can be killed and started again. */
export class Server {
  #process = null;
  #environment;
  #prefix;

  constructor({ port, host, data, log, environment, prefix }) {
    this.port = port;
    this.host = host;
    this.data = data;
    this.log = log;
    this.url = `http://${host}:${port}`;
    this.#environment = environment;
    this.#prefix = prefix;
  }

  /** `prefix` goes before the command, as `ip netns exec NAME` does. */
  static async create({ name = "server", host = "127.0.0.1", port = 0, environment = {}, prefix = [] } = {}) {
    const logs = join(ROOT, ".tutti/logs");
    mkdirSync(logs, { recursive: true });
    const chosen = port || (await freePort());
    return new Server({
      port: chosen,
      host,
      data: mkdtempSync(join(tmpdir(), "tutti-data-")),
      log: join(logs, `${name}-${chosen}.log`),
      environment: { TUTTI_MANAGEMENT_PORT: String(await freePort()), ...environment },
      prefix,
    });
  }

  get pid() {
    return this.#process?.pid;
  }

  /** Resolves with the milliseconds from exec to ready. */
  async start() {
    const began = performance.now();
    const [command, ...args] = [...this.#prefix, join(ROOT, "ops/launch/server")];
    const child = spawn(command, args, {
      env: {
        ...process.env,
        TUTTI_HTTP_HOST: this.host,
        TUTTI_HTTP_PORT: String(this.port),
        TUTTI_DATA_DIR: this.data,
        ...this.#environment,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const log = createWriteStream(this.log, { flags: "a" });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    this.#process = child;
    running.add(child);
    child.once("exit", () => running.delete(child));
    while (performance.now() - began < READY_WITHIN_MS) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended; see ${this.log}`);
      if (await this.ready()) return performance.now() - began;
      await sleep(POLL_EVERY_MS);
    }
    throw new Error(`the server was not ready within ${READY_WITHIN_MS / 1000} s; see ${this.log}`);
  }

  async ready() {
    try {
      return (await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(1_000) })).ok;
    } catch {
      return false;
    }
  }

  /** The process is gone when this resolves. SIGKILL is a crash, SIGTERM a goodbye. */
  async stop(signal = "SIGTERM") {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await gone;
  }

  async dispose() {
    await this.stop("SIGKILL");
    rmSync(this.data, { recursive: true, force: true });
  }
}
