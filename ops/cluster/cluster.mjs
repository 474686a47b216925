// Several nodes on one machine as an operator would run them: separate processes on one PostgreSQL, a balancer in front.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "../launch/spawn.mjs";
import { Balancer } from "./haproxy.mjs";
import { Kept } from "./kept.mjs";
import { Postgres } from "./postgres.mjs";

const TOKEN_KEY_BYTES = 32;
const READY_WITHIN_MS = 90_000;
const ASKED_EVERY_MS = 100;
const ANSWER_WITHIN_MS = 2_000;
const HEAP_OF_A_NODE = "512m";
/** What a node needs besides the port that people come to, counted from the balancer's: node 1 has the first of each. */
const PORTS = { http: 0, management: 100, cluster: 200, contact: 300, postgres: 400 };

export class Cluster {
  #dir;
  #host;
  #port;
  #places;
  #environment;
  #postgres;
  #balancer;
  #nodes;

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
    this.#postgres = new Postgres({ dir: join(dir, "postgres"), host, port: port + PORTS.postgres });
    this.#balancer = new Balancer({
      dir,
      host,
      port,
      nodes: this.numbers.map((n) => ({ name: `node-${n}`, host: this.place(n).host, port: this.#portOf(n, "http") })),
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

  /** Resolves when all is ready; `tell` hears of each step. */
  async start(tell = () => {}) {
    tell("PostgreSQL");
    await this.#postgres.start();
    tell(`${this.numbers.length} nodes`);
    for (const n of this.numbers) this.#of(n).start();
    for (const n of this.numbers) await this.ready(n);
    tell("the balancer");
    this.#balancer.start();
    await until(async () => (await fetch(`${this.url}/health/ready`)).ok, "the balancer answers");
  }

  /** All at once, so that none takes over what another hands on. */
  async stop() {
    await this.#balancer.stop();
    await Promise.all(this.numbers.map((n) => this.#of(n).stop("SIGTERM")));
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

  async ready(n) {
    await until(async () => (await fetch(`${this.urlOf(n)}/health/ready`)).ok, `node ${n} is ready`);
  }

  /** Resolves when the node serves nobody any more. */
  async unready(n) {
    await until(async () => !(await fetch(`${this.urlOf(n)}/health/ready`).catch(() => null))?.ok, `node ${n} stops`);
  }

  async status() {
    return Promise.all(
      this.numbers.map(async (n) => {
        const { pid, isWanted } = this.#of(n);
        const told = pid && (await asked(`${this.managementUrlOf(n)}/cluster`));
        const ready = pid && (await asked(`${this.urlOf(n)}/health/ready`));
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

  #of(n) {
    const node = this.#nodes.get(n);
    if (!node) throw new Error(`there is no node ${n}; there are ${this.numbers.join(", ")}`);
    return node;
  }

  #portOf(n, kind) {
    return this.#port + PORTS[kind] + n;
  }

  #node(n) {
    const dir = join(this.#dir, `node-${n}`);
    mkdirSync(dir, { recursive: true });
    const { host, prefix = [] } = this.place(n);
    const environment = () => ({
      ...this.#postgres.environment(),
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
      TUTTI_PUBLIC_URL: this.url,
      TUTTI_TOKEN_KEY: tokenKey(join(this.#dir, "token-key")),
      ...this.#environment(n),
    });
    return new Kept({ command: [...prefix, join(ROOT, "ops/launch/server")], environment, log: join(dir, "log") });
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

async function until(isSo, what) {
  const began = performance.now();
  while (performance.now() - began < READY_WITHIN_MS) {
    if (await isSo().catch(() => false)) return;
    await sleep(ASKED_EVERY_MS);
  }
  throw new Error(`waited ${READY_WITHIN_MS / 1_000} s in vain until ${what}`);
}
