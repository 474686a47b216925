// What a process of this machine has used, as Linux and the JVM tell it.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** CPU time a process has used; Linux counts it in hundredths of a second. */
export function cpuTimes(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ");
  return { user: Number(fields[11]) / 100, system: Number(fields[12]) / 100 };
}

/** User and system together. */
export function cpuSeconds(pid) {
  const { user, system } = cpuTimes(pid);
  return user + system;
}

/** CPU seconds of everything that runs now, by process; a name for people is with each. */
export function cpuOfAll() {
  const all = new Map();
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      all.set(Number(pid), { name: readFileSync(`/proc/${pid}/comm`, "utf8").trim(), seconds: cpuSeconds(pid) });
    } catch {
      // It has ended meanwhile.
    }
  }
  return all;
}

/** Memory that a process has of the machine. */
export function residentBytes(pid) {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) * 1024;
}

/** What is left in a JVM's heap when all garbage is gone: it collects first. */
export function liveHeapBytes(pid) {
  const histogram = execFileSync(join(process.env.JAVA_HOME, "bin/jcmd"), [String(pid), "GC.class_histogram"], {
    encoding: "utf8",
    maxBuffer: 64 << 20,
  });
  return Number(/^Total\s+\d+\s+(\d+)\s*$/m.exec(histogram)[1]);
}
