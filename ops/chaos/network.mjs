// A small network on one machine: each node in a namespace with an address of its own, all on one bridge, and the means to
// cut them off from each other. Needs root and Linux.
import { execFileSync } from "node:child_process";

const BRIDGE = "tutti0";
const SUBNET = "10.77.0";
const HERE = `${SUBNET}.1`;
/** Nobody has this address: what is sent to it is lost without a word, as in a real partition. */
const NOBODY = "02:00:00:00:00:99";

const ip = (...args) => execFileSync("ip", args, { stdio: ["ignore", "pipe", "pipe"] });
const tc = (...args) => execFileSync("tc", args, { stdio: ["ignore", "pipe", "pipe"] });
const quietly = (...args) => {
  try {
    ip(...args);
  } catch {
    // It was not there.
  }
};
const inside = (n, ...args) => ip("netns", "exec", nameOf(n), "ip", ...args);
const nameOf = (n) => `tutti-${n}`;
const addressOf = (n) => `${SUBNET}.${10 + n}`;

export class Network {
  #size;
  #cuts = new Set();
  #narrowed = new Set();

  constructor(size) {
    this.#size = size;
  }

  /** Where the database, the balancer and the clients are. */
  get here() {
    return HERE;
  }

  /** For `Cluster`. */
  get places() {
    return this.#numbers.map((n) => ({ host: addressOf(n), prefix: ["ip", "netns", "exec", nameOf(n)] }));
  }

  get #numbers() {
    return Array.from({ length: this.#size }, (_, index) => index + 1);
  }

  up() {
    this.down();
    ip("link", "add", BRIDGE, "type", "bridge");
    ip("addr", "add", `${HERE}/24`, "dev", BRIDGE);
    ip("link", "set", BRIDGE, "up");
    for (const n of this.#numbers) {
      const near = `${BRIDGE}-${n}`;
      ip("netns", "add", nameOf(n));
      ip("link", "add", near, "type", "veth", "peer", "name", "eth0", "netns", nameOf(n));
      ip("link", "set", near, "master", BRIDGE, "up");
      inside(n, "addr", "add", `${addressOf(n)}/24`, "dev", "eth0");
      inside(n, "link", "set", "eth0", "up");
      inside(n, "link", "set", "lo", "up");
    }
  }

  down() {
    for (const n of this.#numbers) {
      quietly("link", "del", `${BRIDGE}-${n}`);
      quietly("netns", "del", nameOf(n));
    }
    quietly("link", "del", BRIDGE);
  }

  /** Nothing of node `from` reaches node `to` any more. The other direction is another call. */
  cut(from, to) {
    this.#cuts.add(`${from} ${to}`);
    inside(from, "neigh", "replace", addressOf(to), "lladdr", NOBODY, "dev", "eth0", "nud", "permanent");
  }

  /** Both directions of a node's wire carry so much and no more; what a queue of 400 ms cannot hold is lost. */
  narrow(n, rate) {
    const narrowed = ["root", "tbf", "rate", rate, "burst", "16kb", "latency", "400ms"];
    tc("qdisc", "replace", "dev", `${BRIDGE}-${n}`, ...narrowed);
    ip("netns", "exec", nameOf(n), "tc", "qdisc", "replace", "dev", "eth0", ...narrowed);
    this.#narrowed.add(n);
  }

  heal() {
    for (const n of this.#narrowed) {
      tc("qdisc", "del", "dev", `${BRIDGE}-${n}`, "root");
      ip("netns", "exec", nameOf(n), "tc", "qdisc", "del", "dev", "eth0", "root");
    }
    this.#narrowed.clear();
    for (const cut of this.#cuts) {
      const [from, to] = cut.split(" ").map(Number);
      quietly("netns", "exec", nameOf(from), "ip", "neigh", "del", addressOf(to), "dev", "eth0");
    }
    this.#cuts.clear();
  }
}
