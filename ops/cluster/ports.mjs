// Which ports a cluster on one machine takes.
import { createServer } from "node:net";

/** Counted from the balancer's; node 1 has the first of each kind. */
const ABOVE = { http: 0, management: 100, cluster: 200, contact: 300, postgres: 400 };
const MEANING = { http: "pages and sockets", management: "metrics and management", cluster: "the other nodes", contact: "nodes that look for a cluster" };
const STEP = 1_000;
const PORT_MAX = 65_535;

/** Above it there is no room for the others. */
export const BALANCER_PORT_MAX = PORT_MAX - ABOVE.postgres;

export function portOf(port, kind, n = 0) {
  return port + ABOVE[kind] + n;
}

/** Each with who has it. */
export function portsOf(port, size) {
  const nodes = Object.entries(MEANING).flatMap(([kind, meaning]) =>
    Array.from({ length: size }, (_, index) => ({ port: portOf(port, kind, index + 1), whose: `node ${index + 1}, for ${meaning}` })),
  );
  return [{ port, whose: "the balancer" }, ...nodes, { port: portOf(port, "postgres"), whose: "PostgreSQL" }];
}

/** As a person reads them: 8080–8083, 8181–8183 … */
export function rangesOf(port, size) {
  const last = (kind) => portOf(port, kind, size);
  const ranges = Object.keys(MEANING).map((kind) => [portOf(port, kind, kind === "http" ? 0 : 1), last(kind)]);
  const words = ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
  return `${words.join(", ")} and ${portOf(port, "postgres")}`;
}

/** Those of them that somebody has. */
export async function taken(port, size, host) {
  const asked = await Promise.all(portsOf(port, size).map(async (one) => ((await isFree(one.port, host)) ? [] : [one])));
  return asked.flat();
}

/** The next one a cluster of that size could have, or null. */
export async function freeFrom(port, size, host) {
  for (let next = port + STEP; next <= BALANCER_PORT_MAX; next += STEP) if ((await taken(next, size, host)).length === 0) return next;
  return null;
}

function isFree(port, host) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", () => done(false));
    probe.listen(port, host, () => probe.close(() => done(true)));
  });
}
