// The ground a run stands on: a folder, and every process started from then on. Whatever ends the run, all of it is cleared: by
// itself when it ends by a signal or a failure, and by the next run of the name when it was killed.
import { chmodSync, linkSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
// An end by a signal is an exit like any other.
import "../bench/lib/ending.mjs";
import { environmentOf, nameOf, processes, startOf } from "./process.mjs";

/** Every process that a run starts inherits it, and so is known by it when the run is dead. */
const MARK = "TUTTI_GROUND";
const GONE_WITHIN_MS = 10_000;
const LOOKED_AGAIN_AFTER_MS = 50;
/** Something may just have been on its way to be started. */
const SEEN_EMPTY_TIMES = 3;

class Taken extends Error {}

export class Ground {
  dir;
  #claim;
  #clearMore;

  constructor({ dir, claim, clearMore }) {
    this.dir = dir;
    this.#claim = claim;
    this.#clearMore = clearMore;
  }

  /**
   * Ends the process where another run of the name stands. `clearMore` takes away what is neither in the folder nor a process. With
   * `keep` the folder stays at the end.
   */
  static take(name, { clearMore = () => {}, keep = false } = {}) {
    const claim = join(tmpdir(), `tutti-${name}.run`);
    const dir = mkdtempSync(join(tmpdir(), `tutti-${name}-`));
    try {
      claimed(claim, { pid: process.pid, startedAt: startOf(process.pid), dir }, clearMore);
    } catch (failure) {
      rmSync(dir, { recursive: true });
      if (!(failure instanceof Taken)) throw failure;
      console.error(`tutti: ${failure.message}`);
      process.exit(1);
    }
    const ground = new Ground({ dir, claim, clearMore });
    process.once("exit", () => ground.#clear(keep));
    // PostgreSQL runs as a user of its own.
    chmodSync(dir, 0o755);
    process.env[MARK] = dir;
    return ground;
  }

  /** Waits without a turn of the event loop, so that nothing of this process is started again meanwhile. */
  #clear(keep) {
    cleared(this.dir, this.#clearMore, keep);
    unlinkSync(this.#claim);
  }
}

/** Writes the claim, once the one that a dead run may have left is cleared up after. */
function claimed(file, claim, clearMore) {
  const whole = join(claim.dir, "run");
  writeFileSync(whole, JSON.stringify(claim));
  for (;;) {
    try {
      // Never there in part, nor twice.
      linkSync(whole, file);
      return;
    } catch (failure) {
      if (failure.code !== "EEXIST") throw failure;
    }
    const { pid, startedAt, dir } = JSON.parse(readFileSync(file, "utf8"));
    if (startOf(pid) === startedAt) throw new Taken(`another one runs as process ${pid}; ${file} is its mark`);
    console.log(`  Clearing what process ${pid} left behind when it was killed`);
    cleared(dir, clearMore, false);
    unlinkSync(file);
  }
}

function cleared(dir, clearMore, keep) {
  const deadline = performance.now() + GONE_WITHIN_MS;
  for (let empty = 0; empty < SEEN_EMPTY_TIMES && performance.now() < deadline; pause()) {
    const left = processesOf(dir);
    empty = left.length === 0 ? empty + 1 : 0;
    for (const { pid, isDatabase } of left) end(pid, isDatabase);
  }
  clearMore();
  if (!keep) rmSync(dir, { recursive: true, force: true, maxRetries: 3 });
}

function end(pid, isDatabase) {
  try {
    // At SIGKILL PostgreSQL would leave its shared memory behind; at SIGQUIT it ends its other processes and is gone as fast.
    process.kill(pid, isDatabase ? "SIGQUIT" : "SIGKILL");
    // One that is stopped hears nothing else than SIGKILL.
    if (isDatabase) process.kill(pid, "SIGCONT");
  } catch (failure) {
    if (failure.code !== "ESRCH") throw failure;
  }
}

function processesOf(dir) {
  return processes()
    .filter((pid) => pid !== process.pid && environmentOf(pid)[MARK] === dir)
    .map((pid) => ({ pid, isDatabase: nameOf(pid) === "postgres" }));
}

function pause() {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOKED_AGAIN_AFTER_MS);
}
