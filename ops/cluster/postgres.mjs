// A PostgreSQL of the cluster's own, its data kept from one start to the next.
import { execFile, execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

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
  #dir;

  constructor({ dir, host, port }) {
    this.#dir = dir;
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
    const data = join(this.#dir, "data");
    if (!existsSync(data)) await this.#create(data);
    await this.#as("pg_ctl", ["-D", data, "-l", join(this.#dir, "log"), "-w", "-o", this.#options(), "start"]);
    await this.#createDatabase();
  }

  async stop() {
    if (!this.#postmaster()) return;
    await this.#as("pg_ctl", ["-D", join(this.#dir, "data"), "-m", "fast", "-w", "stop"]);
  }

  /** Resolves when its other processes have noticed and are gone as well: before that it cannot be started again. */
  async kill() {
    const pid = this.#postmaster();
    if (!pid) return;
    const others = readdirSync("/proc").filter((other) => isChildOf(other, pid));
    process.kill(pid, "SIGKILL");
    while ([String(pid), ...others].some((each) => existsSync(`/proc/${each}`))) await sleep(20);
  }

  #options() {
    return `-p ${this.port} -k ${this.#dir} -c listen_addresses=${this.host} -c max_connections=${CONNECTIONS_MAX}`;
  }

  async #create(data) {
    mkdirSync(this.#dir, { recursive: true });
    // PostgreSQL refuses to run as root.
    if (process.getuid() === 0) execFileSync("chown", ["postgres:postgres", this.#dir]);
    try {
      await this.#as("initdb", ["-D", data, "-U", USER, "-A", "trust", "--no-sync"]);
    } catch (failure) {
      throw new Error(`PostgreSQL could not make its files in ${this.#dir}: ${failure.stderr || failure.message}`);
    }
    // "trust" is for this machine alone; the nodes may stand in network namespaces of it.
    await this.#as("sh", ["-c", `echo "host all all samenet trust" >> "${data}/pg_hba.conf"`], "/bin");
  }

  async #createDatabase() {
    const args = ["-h", this.host, "-p", String(this.port), "-U", USER, USER];
    await this.#as("createdb", args).catch((failure) => {
      if (!String(failure.stderr).includes("already exists")) throw failure;
    });
  }

  #postmaster() {
    const file = join(this.#dir, "data/postmaster.pid");
    return existsSync(file) ? Number(readFileSync(file, "utf8").split("\n")[0]) : null;
  }

  #as(program, args, bin = this.#bin) {
    const command = [join(bin, program), ...args];
    const asPostgres = ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", ...command];
    return process.getuid() === 0
      ? run("setpriv", asPostgres, { cwd: "/tmp" })
      : run(command[0], command.slice(1), { cwd: "/tmp" });
  }
}

function isChildOf(pid, parent) {
  try {
    return /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] === String(parent);
  } catch {
    return false;
  }
}
