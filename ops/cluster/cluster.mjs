// Several nodes on one machine as an operator would run them: separate processes on one PostgreSQL, a balancer in front.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../launch/spawn.mjs";
import { Balancer } from "./haproxy.mjs";
import { Kept } from "./kept.mjs";
import { BALANCER, DATABASE, mark, node } from "./parts.mjs";
import { portOf } from "./ports.mjs";
import { Postgres } from "./postgres.mjs";

const TOKEN_KEY_BYTES = 32;
const READY_WITHIN_MS = 90_000;
const ASKED_EVERY_MS = 100;
const ANSWER_WITHIN_MS = 2_000;
const HEAP_OF_A_NODE = "512m";

/** What did not come in time. */
class Late extends Error {}

export class Cluster {
  #dir;
  #host;
  #port;
  #places;
  #environment;
  #postgres;
  #balancer;
  #nodes;
  #databaseStarting = Promise.resolve();
  #stopping = false;

  /**
   * `places` says where each node stands: its `host`, and the `prefix` of its command, as `ip netns exec NAME` is one.
   * `environment(n)` may add to what node `n` is started with.
   */
  constructor({ dir, port, host = "127.0.0.1", places, environment = () => ({}) }) {
    mkdirSync(dir, { recursive: true });
    this.#dir = dir;
    this.#host = host;
    this.#port = port;
    this.#places = places;
    this.#environment = environment;
    this.#postgres = new Postgres({
      dir: join(dir, "postgres"),
      host,
      port: portOf(port, "postgres"),
      mark: mark(dir, DATABASE),
    });
    this.#balancer = new Balancer({
      dir,
      host,
      port,
      nodes: this.numbers.map((n) => ({ name: node(n), host: this.place(n).host, port: this.#portOf(n, "http") })),
      environment: mark(dir, BALANCER),
    });
    this.#nodes = new Map(this.numbers.map((n) => [n, this.#node(n)]));
  }

  get url() {
    return `http://${this.#host}:${this.#port}`;
  }

  get postgres() {
    return this.#postgres;
  }

  /** Nodes are counted from 1. */
  get numbers() {
    return this.#places.map((_, index) => index + 1);
  }

  place(n) {
    return this.#places[n - 1];
  }

  urlOf(n) {
    return `http://${this.place(n).host}:${this.#portOf(n, "http")}`;
  }

  managementUrlOf(n) {
    return `http://${this.place(n).host}:${this.#portOf(n, "management")}`;
  }

  /** As the nodes themselves call node `n`. */
  addressOf(n) {
    return `pekko://tutti@${this.place(n).host}:${this.#portOf(n, "cluster")}`;
  }

  pidOf(n) {
    return this.#of(n).pid;
  }

  /** Resolves when all is ready; `tell` hears of each step. What ends at its start is told at once, with the last it said. */
  async start(tell = () => {}) {
    tell("PostgreSQL");
    this.#databaseStarting = this.#postgres.start();
    await this.#databaseStarting;
    if (this.#stopping) throw new Error("it was stopped meanwhile");
    tell(`${this.numbers.length} nodes`);
    await this.#nodesUp();
    tell("the balancer");
    await up(this.#balancer.process, this.url);
  }

  /** All at once, so that none takes over what another hands on. */
  async stop(tell = () => {}) {
    this.#stopping = true;
    if (this.#balancer.process.pid) tell("the balancer");
    await this.#balancer.process.stop("SIGTERM");
    tell(`${this.numbers.length} nodes`);
    await Promise.all(this.numbers.map((n) => this.#of(n).stop("SIGTERM")));
    tell("PostgreSQL");
    await this.#databaseStarting.catch(() => {});
    await this.#postgres.stop();
  }

  /** The node is gone without a word, and stays so until it is started. */
  async kill(n) {
    await this.#of(n).stop("SIGKILL");
  }

  /** The node leaves in good order, and stays away until it is started. */
  async drain(n) {
    await this.#of(n).stop("SIGTERM");
  }

  /** To a node's process, which comes back by itself should it end. */
  signal(n, signal) {
    const { pid } = this.#of(n);
    if (pid) process.kill(pid, signal);
  }

  startNode(n) {
    this.#of(n).start();
  }

  /** Starts the node; resolves when it is ready. */
  async nodeUp(n) {
    const kept = this.#of(n);
    const url = this.urlOf(n);
    // Asked before the node itself can answer, and yet it is started at once: whoever stops it meanwhile is to find it.
    const strange = kept.pid === null && isReady(url);
    const started = up(kept, url);
    if (await strange) {
      await Promise.allSettled([kept.stop(), started]);
      throw new Error(`something else answers at ${url}, where ${kept.name} would.`);
    }
    await started;
  }

  async ready(n) {
    await until(() => isReady(this.urlOf(n)), `node ${n} is ready`);
  }

  /** Resolves when the node serves nobody any more. */
  async unready(n) {
    await until(async () => !(await isReady(this.urlOf(n))), `node ${n} stops`);
  }

  async status() {
    return Promise.all(
      this.numbers.map(async (n) => {
        const { pid, isWanted } = this.#of(n);
        const told = pid && (await asked(`${this.managementUrlOf(n)}/cluster`));
        const ready = pid && (await isReady(this.urlOf(n)));
        return {
          node: n,
          pid,
          url: this.urlOf(n),
          state: ready ? "ready" : pid ? "unready" : isWanted ? "restarting" : "down",
          rooms: told?.rooms ?? null,
          members: told?.sockets ?? null,
        };
      }),
    );
  }

  /** The number of the node that has the room, as any node that runs tells; null when nobody knows. */
  async ownerOf(room) {
    for (const n of this.numbers) {
      const told = await asked(`${this.managementUrlOf(n)}/cluster/rooms/${room}`);
      if (told) return this.numbers.find((each) => this.addressOf(each) === told.node) ?? null;
    }
    return null;
  }

  async #nodesUp() {
    try {
      await Promise.all(this.numbers.map((n) => this.nodeUp(n)));
    } catch (failure) {
      if (!(failure instanceof Late)) throw failure;
      const states = await Promise.all(this.numbers.map((n) => isReady(this.urlOf(n))));
      const late = this.numbers.filter((_, index) => !states[index]).map((n) => this.#of(n));
      throw new Error(late.map((each) => `${each.name} was not ready within ${READY_WITHIN_MS / 1_000} s; ${lastWords(each)}`).join("\n\n"));
    }
  }

  #of(n) {
    const kept = this.#nodes.get(n);
    if (!kept) throw new Error(`there is no node ${n}; there are ${this.numbers.join(", ")}.`);
    return kept;
  }

  #portOf(n, kind) {
    return portOf(this.#port, kind, n);
  }

  #node(n) {
    const dir = join(this.#dir, node(n));
    mkdirSync(dir, { recursive: true });
    const { host, prefix = [] } = this.place(n);
    const environment = () => ({
      ...this.#postgres.environment(),
      ...mark(this.#dir, node(n)),
      TUTTI_BEHIND_PROXY: "on",
      TUTTI_CLUSTER_CONTACTS: this.numbers.map((each) => `${this.place(each).host}:${this.#portOf(each, "contact")}`).join(","),
      TUTTI_CLUSTER_CONTACT_PORT: String(this.#portOf(n, "contact")),
      TUTTI_CLUSTER_DISCOVERY: "config",
      TUTTI_CLUSTER_HOST: host,
      TUTTI_CLUSTER_NODES_TO_FORM: String(Math.floor(this.numbers.length / 2) + 1),
      TUTTI_CLUSTER_PORT: String(this.#portOf(n, "cluster")),
      TUTTI_DATA_DIR: dir,
      TUTTI_HEAP_MAX: process.env.TUTTI_HEAP_MAX ?? HEAP_OF_A_NODE,
      TUTTI_HTTP_HOST: host,
      TUTTI_HTTP_PORT: String(this.#portOf(n, "http")),
      TUTTI_MANAGEMENT_HOST: host,
      TUTTI_MANAGEMENT_PORT: String(this.#portOf(n, "management")),
      TUTTI_TOKEN_KEY: tokenKey(join(this.#dir, "token-key")),
      ...this.#environment(n),
    });
    const command = [...prefix, join(ROOT, "ops/launch/server")];
    return new Kept({ name: `node ${n}`, command, environment, log: join(dir, "log") });
  }
}

/** One for all nodes: whoever was let in by one is known to the others. */
function tokenKey(file) {
  if (!existsSync(file)) writeFileSync(file, randomBytes(TOKEN_KEY_BYTES).toString("base64"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

async function asked(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

async function isReady(url) {
  return (await asked(`${url}/health/ready`)) !== null;
}

/** Starts what is kept; resolves when it answers. */
async function up(kept, url) {
  kept.start();
  await until(
    () => {
      if (kept.ends > 0) throw new Error(`${kept.name} ended at its start; ${lastWords(kept)}`);
      if (!kept.isWanted) throw new Error(`${kept.name} was stopped meanwhile.`);
      return isReady(url);
    },
    `${kept.name} is ready`,
  );
}

function lastWords(kept) {
  return `the end of ${relative(ROOT, kept.log)}:\n\n${kept.lastWords}`;
}

async function until(isSo, what) {
  const began = performance.now();
  while (performance.now() - began < READY_WITHIN_MS) {
    if (await isSo()) return;
    await sleep(ASKED_EVERY_MS);
  }
  throw new Late(`waited ${READY_WITHIN_MS / 1_000} s in vain until ${what}.`);
}
