// Broken messages and requests, built like real ones: ≥ 1,000,000 against the codec, ≥ 50,000 against a running node. The test
// that does a slice of it each time does all of it here; it fails with the input at a fault, an answer of 5xx, a logged error, or
// memory that grows.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "../launch/spawn.mjs";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "20261128" },
    codec: { type: "string", default: "1000000" },
    node: { type: "string", default: "50000" },
  },
});

const folder = mkdtempSync(join(tmpdir(), "tutti-fuzz-"));
const reported = join(folder, "report");
try {
  const settings = { seed: values.seed, codec: values.codec, node: values.node, report: reported };
  const { status } = spawnSync(
    "mvn",
    [
      ...["-q", "-B", "-f", join(ROOT, "pom.xml"), "-pl", "http-gateway", "-am", "test"],
      ...["-Dtest=NonsenseTest", "-Dsurefire.failIfNoSpecifiedTests=false"],
      ...Object.entries(settings).map(([name, value]) => `-Dtutti.fuzz.${name}=${value}`),
    ],
    { stdio: ["ignore", "inherit", "inherit"] },
  );
  console.log(`\nBroken messages, seed ${values.seed}\n`);
  console.log(readFileSync(reported, "utf8"));
  console.log(status === 0 ? "  no fault" : "  A FAULT, see above");
  process.exitCode = status ?? 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
