// Every process of a cluster carries in its environment which part of which cluster it is, and so is known when the supervisor
// that started it is dead.
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { environmentOf, parentOf, processes, startOf } from "./process.mjs";

const MARK = "TUTTI_CLUSTER_PART";
/** A node that leaves in good order has handed on its rooms and people by then. */
const GONE_WITHIN_MS = 60_000;
const LOOKED_AGAIN_AFTER_MS = 50;

export const SUPERVISOR = "supervisor";
export const BALANCER = "balancer";
export const DATABASE = "PostgreSQL";

export function node(n) {
  return `node-${n}`;
}

/** What the part of the cluster in the folder is started with. */
export function mark(dir, part) {
  return { [MARK]: join(dir, part) };
}

/** What runs of the cluster in the folder, whoever started it: of each part the process that the others of it came from. */
export function partsOf(dir) {
  const marked = processes().flatMap((pid) => {
    const environment = environmentOf(pid);
    const whose = environment[MARK] ?? "";
    const startedAt = startOf(pid);
    return dirname(whose) === dir && startedAt !== null ? [{ part: basename(whose), pid, startedAt, environment }] : [];
  });
  const isOf = (part) => (other) => other.part === part.part && other.pid === parentOf(part.pid);
  return marked.filter((part) => !marked.some(isOf(part)));
}

/** Ends all that runs of the cluster in the folder, and what that had just started; `tell` hears of each step. */
export async function endAll(dir, tell) {
  for (let parts = partsOf(dir); parts.length > 0; parts = partsOf(dir)) await end(parts, tell);
}

/** Ends them in the order in which a supervisor would. */
export async function end(parts, tell) {
  const [supervisors, balancers, databases, nodes] = [SUPERVISOR, BALANCER, DATABASE, null].map((name) =>
    parts.filter(({ part }) => (name ? part === name : /^node-\d+$/.test(part))),
  );
  // One that hears nothing would start the others again.
  await ended("a supervisor that does not answer", supervisors, "SIGKILL", tell);
  await ended("the balancer", balancers, "SIGTERM", tell);
  await ended(nodes.length === 1 ? "a node" : `${nodes.length} nodes`, nodes, "SIGTERM", tell);
  // At SIGINT PostgreSQL does not wait until its clients have left.
  await ended(DATABASE, databases, "SIGINT", tell);
}

async function ended(what, parts, signal, tell) {
  if (parts.length === 0) return;
  tell(what);
  for (const part of parts) send(part, signal);
  const began = performance.now();
  while (parts.some(isThere)) {
    // At SIGKILL PostgreSQL would leave its shared memory behind.
    if (performance.now() - began > GONE_WITHIN_MS) for (const part of parts) send(part, part.part === DATABASE ? "SIGQUIT" : "SIGKILL");
    await sleep(LOOKED_AGAIN_AFTER_MS);
  }
}

function isThere({ pid, startedAt }) {
  return startOf(pid) === startedAt;
}

/** To that process, and to no other that has got its number meanwhile. One that was stopped hears it as well. */
function send(part, signal) {
  if (!isThere(part)) return;
  try {
    process.kill(part.pid, signal);
    process.kill(part.pid, "SIGCONT");
  } catch (failure) {
    if (failure.code !== "ESRCH") throw failure;
  }
}
