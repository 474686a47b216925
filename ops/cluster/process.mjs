// What Linux tells of the processes of this machine. Their numbers come again: together with its start one is itself.
import { readdirSync, readFileSync } from "node:fs";

/** None where there is no /proc. */
export function processes() {
  try {
    return readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number);
  } catch {
    return [];
  }
}

export function nameOf(pid) {
  return read(pid, "comm").trim();
}

export function parentOf(pid) {
  return Number(/^PPid:\s*(\d+)$/m.exec(read(pid, "status"))?.[1] ?? 0);
}

/** What it was started with. */
export function environmentOf(pid) {
  return Object.fromEntries(
    read(pid, "environ")
      .split("\0")
      .map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]),
  );
}

/** Null for what is no more. */
export function startOf(pid) {
  const [state, ...fields] = read(pid, "stat").split(") ").at(-1).split(" ");
  return state === "" || state === "Z" ? null : (fields[18] ?? null);
}

/** Empty for what is gone, or somebody else's. */
function read(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
