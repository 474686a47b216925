// A PostgreSQL of the cluster's own, its data kept from one start to the next.
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { lastLines } from "./kept.mjs";
import { parentOf, processes } from "./process.mjs";

const run = promisify(execFile);
const DEBIANS = "/usr/lib/postgresql";
const USER = "tutti";
/** Three nodes with twelve connections each, and as many again while one of them is replaced. */
const CONNECTIONS_MAX = 200;

function programs() {
  const versions = existsSync(DEBIANS) ? readdirSync(DEBIANS).sort((a, b) => Number(b) - Number(a)) : [];
  const found = versions.map((version) => join(DEBIANS, version, "bin")).find((bin) => existsSync(join(bin, "initdb")));
  if (!found) throw new Error("no PostgreSQL was found; install it (Debian: apt install postgresql)");
  return found;
}

export class Postgres {
  #bin = programs();
  #mark;

  /** `mark`: the environment its processes are known by. */
  constructor({ dir, host, port, mark }) {
    this.dir = dir;
    this.#mark = mark;
    this.host = host;
    this.port = port;
  }

  /** What a node is started with. */
  environment() {
    return {
      TUTTI_JDBC_URL: `jdbc:postgresql://${this.host}:${this.port}/${USER}`,
      TUTTI_JDBC_USER: USER,
      TUTTI_JDBC_PASSWORD: USER,
    };
  }

  async start() {
    const data = join(this.dir, "data");
    if (!existsSync(data)) await this.#create(data);
    const log = join(this.dir, "log");
    try {
      await this.#as("pg_ctl", ["-D", data, "-l", log, "-w", "-o", this.#options(), "start"]);
    } catch (failure) {
      if (!existsSync(log)) throw failure;
      throw new Error(`PostgreSQL does not start; the end of ${log}:\n\n${lastLines(log)}`);
    }
    await this.#createDatabase();
  }

  async stop() {
    if (!this.#postmaster()) return;
    await this.#as("pg_ctl", ["-D", join(this.dir, "data"), "-m", "fast", "-w", "stop"]);
  }

  /** Resolves when its other processes have noticed and are gone as well: before that it cannot be started again. */
  async kill() {
    const { pids } = this;
    if (pids.length === 0) return;
    process.kill(pids[0], "SIGKILL");
    while (pids.some((each) => existsSync(`/proc/${each}`))) await sleep(20);
  }

  /** Of its processes, first the one that the others come from. None while it does not run. */
  get pids() {
    const pid = this.#postmaster();
    return pid ? [pid, ...processes().filter((other) => parentOf(other) === pid)] : [];
  }

  #options() {
    return `-p ${this.port} -k ${this.dir} -c listen_addresses=${this.host} -c max_connections=${CONNECTIONS_MAX}`;
  }

  async #create(data) {
    mkdirSync(this.dir, { recursive: true });
    // PostgreSQL refuses to run as root.
    if (process.getuid() === 0) execFileSync("chown", ["postgres:postgres", this.dir]);
    // Never there in part: one that was broken off is made anew.
    const made = `${data}.new`;
    rmSync(made, { recursive: true, force: true });
    try {
      await this.#as("initdb", ["-D", made, "-U", USER, "-A", "trust", "--no-sync"]);
    } catch (failure) {
      throw new Error(`PostgreSQL could not make its files in ${this.dir}: ${failure.stderr || failure.message}`);
    }
    // "trust" is for this machine alone; the nodes may stand in network namespaces of it.
    await this.#as("sh", ["-c", `echo "host all all samenet trust" >> "${made}/pg_hba.conf"`], "/bin");
    renameSync(made, data);
  }

  async #createDatabase() {
    const args = ["-h", this.host, "-p", String(this.port), "-U", USER, USER];
    await this.#as("createdb", args).catch((failure) => {
      if (!String(failure.stderr).includes("already exists")) throw failure;
    });
  }

  /** A number alone may be somebody else's by now: PostgreSQL works in its folder. */
  #postmaster() {
    const data = join(this.dir, "data");
    const file = join(data, "postmaster.pid");
    if (!existsSync(file)) return null;
    const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data) ? pid : null;
    } catch {
      return null;
    }
  }

  #as(program, args, bin = this.#bin) {
    const command = [join(bin, program), ...args];
    const asPostgres = ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", ...command];
    const options = { cwd: "/tmp", env: { ...process.env, ...this.#mark } };
    return process.getuid() === 0 ? run("setpriv", asPostgres, options) : run(command[0], command.slice(1), options);
  }
}
