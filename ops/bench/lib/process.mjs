// What a process of this machine has used, as Linux and the JVM tell it.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** CPU time a process has used, user and system; Linux counts it in hundredths of a second. */
export function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) / 100;
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
