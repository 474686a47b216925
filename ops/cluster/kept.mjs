// A process that is started again when it ends by itself, as systemd or Kubernetes would do.
import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";

const AGAIN_AFTER_MS = 1_000;

export class Kept {
  #command;
  #environment;
  #log;
  #child = null;
  #held = true;
  #again;

  /** `environment` is asked at each start. */
  constructor({ command, environment = () => ({}), log }) {
    this.#command = command;
    this.#environment = environment;
    this.#log = log;
  }

  /** Null while it does not run. */
  get pid() {
    return this.#child?.pid ?? null;
  }

  /** False when it was stopped on purpose, and stays so. */
  get isWanted() {
    return !this.#held;
  }

  start() {
    this.#held = false;
    if (this.#child !== null) return;
    clearTimeout(this.#again);
    const [program, ...args] = this.#command;
    const child = spawn(program, args, {
      env: { ...process.env, ...this.#environment() },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const log = createWriteStream(this.#log, { flags: "a" });
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    this.#child = child;
    child.once("exit", () => this.#over());
    // A program that is not there has no exit.
    child.once("error", (failure) => {
      log.write(`${failure.message}\n`);
      if (child.pid === undefined) this.#over();
    });
    // Later than its exit: what it said last is still on the way.
    child.once("close", () => log.end());
  }

  #over() {
    this.#child = null;
    if (!this.#held) this.#again = setTimeout(() => this.start(), AGAIN_AFTER_MS);
  }

  /** Resolves when it is gone; it stays so until it is started again. */
  async stop(signal = "SIGTERM") {
    this.#held = true;
    clearTimeout(this.#again);
    await this.signal(signal);
  }

  /** Resolves when it is gone by that signal; it comes back by itself. */
  async signal(signal) {
    const child = this.#child;
    if (child === null) return;
    const gone = new Promise((done) => child.once("exit", done));
    child.kill(signal);
    await gone;
  }
}
