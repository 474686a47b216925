// A process that is started again when it ends by itself, as systemd or Kubernetes would do.
import { spawn } from "node:child_process";
import { appendFileSync, closeSync, fstatSync, openSync, readFileSync } from "node:fs";

const AGAIN_AFTER_MS = 1_000;
/** One that leaves in good order is gone long before; one that hangs is not waited for any longer. */
const GONE_WITHIN_MS = 60_000;
const LAST_LINES = 20;

export class Kept {
  #command;
  #environment;
  #logFrom = 0;
  #child = null;
  #held = true;
  #ends = 0;
  #again;

  /** `environment` is asked at each start. */
  constructor({ name, command, environment = () => ({}), log }) {
    this.name = name;
    this.log = log;
    this.#command = command;
    this.#environment = environment;
  }

  /** Null while it does not run. */
  get pid() {
    return this.#child?.pid ?? null;
  }

  /** False when it was stopped on purpose, and stays so. */
  get isWanted() {
    return !this.#held;
  }

  /** How often it has come back by itself since somebody started it. */
  get ends() {
    return this.#ends;
  }

  /** The end of what it has said since somebody started it. */
  get lastWords() {
    return lastLines(this.log, this.#logFrom);
  }

  start() {
    this.#held = false;
    this.#ends = 0;
    clearTimeout(this.#again);
    if (this.#child === null) this.#begin();
  }

  #begin() {
    const [program, ...args] = this.#command;
    this.#note("starts");
    // A file and no pipe: what outlives this process can still be read.
    const log = openSync(this.log, "a");
    if (this.#ends === 0) this.#logFrom = fstatSync(log).size;
    const child = spawn(program, args, { env: { ...process.env, ...this.#environment() }, stdio: ["ignore", log, log] });
    closeSync(log);
    this.#child = child;
    child.once("exit", (code, signal) => {
      this.#over();
      this.#note(`ended with ${signal ?? code}`);
    });
    // A program that is not there has no exit.
    child.once("error", (failure) => {
      appendFileSync(this.log, `${failure.message}\n`);
      if (child.pid === undefined) this.#over();
    });
  }

  /** Between what it says itself, which has no date: when it began and how it ended. */
  #note(what) {
    try {
      appendFileSync(this.log, `${new Date().toISOString()} ${this.name} ${what}\n`);
    } catch {
      // Whether it is kept running does not depend on a line of its log, which a full disk does not take.
    }
  }

  #over() {
    this.#child = null;
    if (this.#held) return;
    this.#ends++;
    this.#again = setTimeout(() => this.#begin(), AGAIN_AFTER_MS);
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
    const late = setTimeout(() => child.kill("SIGKILL"), GONE_WITHIN_MS);
    await gone;
    clearTimeout(late);
  }
}

/** Indented, as it is shown below a sentence. */
export function lastLines(file, from = 0) {
  const lines = readFileSync(file).subarray(from).toString("utf8").trimEnd().split("\n");
  return lines.slice(-LAST_LINES).map((line) => `    ${line}`).join("\n");
}
