// Adds up what the runners reported, so that `./tutti test` can end with one honest line.
// Usage: tally.mjs ROOT CHECKS_PASSED CHECKS_FAILED; checks are steps that pass or fail as a whole.
import { readdirSync, readFileSync, existsSync } from "node:fs";
import { join } from "node:path";

const [root, checksPassed, checksFailed] = process.argv.slice(2);
const rows = [];

function attribute(tag, name) {
  return Number(new RegExp(`\\s${name}="(\\d+)"`).exec(tag)?.[1] ?? 0);
}

for (const module of ["engine", "http-gateway"]) {
  const folder = join(root, module, "target/surefire-reports");
  if (!existsSync(folder)) continue;
  const row = { what: module, passed: 0, failed: 0, skipped: 0 };
  for (const file of readdirSync(folder).filter((name) => name.startsWith("TEST-") && name.endsWith(".xml"))) {
    const tag = /<testsuite\b[^>]*>/.exec(readFileSync(join(folder, file), "utf8"))?.[0] ?? "";
    const failed = attribute(tag, "failures") + attribute(tag, "errors");
    row.failed += failed;
    row.skipped += attribute(tag, "skipped");
    row.passed += attribute(tag, "tests") - failed - attribute(tag, "skipped");
  }
  rows.push(row);
}

function report(name) {
  const path = join(root, ".tutti/reports", name);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

/** A run that failed without a failed test still failed. */
function suite(what, name, read) {
  const found = report(name);
  const broke = existsSync(join(root, ".tutti/reports", `${name}.failed`));
  if (!found && !broke) return;
  const row = { what, passed: 0, failed: 0, skipped: 0, ...(found ? read(found) : {}) };
  if (broke && row.failed === 0) Object.assign(row, { failed: 1, note: "the run itself failed; see its log" });
  rows.push(row);
}

suite("web-ui", "vitest.json", (vitest) => ({
  passed: vitest.numPassedTests,
  failed: vitest.numFailedTests,
  skipped: vitest.numPendingTests + vitest.numTodoTests,
}));
suite("end to end", "playwright.json", ({ stats: { expected, flaky, unexpected, skipped } }) => ({
  passed: expected + flaky,
  failed: unexpected,
  skipped,
  note: flaky ? `${flaky} at the second try` : "",
}));
rows.push({ what: "checks", passed: Number(checksPassed), failed: Number(checksFailed), skipped: 0 });

console.log("");
for (const { what, passed, failed, skipped, note } of rows) {
  const extras = [skipped ? `${skipped} skipped` : "", note ?? ""].filter(Boolean).join(", ");
  console.log(`  ${what.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed${extras ? `   (${extras})` : ""}`);
}
const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(sum("failed") === 0 ? 0 : 1);
