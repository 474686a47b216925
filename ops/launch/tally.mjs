// Adds up what the runners reported, so that `./tutti test` can end with one honest line.
// Usage: tally.mjs ROOT CHECKS_PASSED CHECKS_FAILED SECONDS; checks are steps that pass or fail as a whole.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SLOWEST = 10;

const [root, checksPassed, checksFailed, seconds] = process.argv.slice(2);
const reports = join(root, ".tutti/reports");
const rows = [];
/** Every test that ran: where, what, how long; and those that did not run. */
const took = [];
const skipped = [];

const ENTITIES = { amp: "&", apos: "'", gt: ">", lt: "<", quot: '"' };

function text(tag, name) {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  return value.replace(/&(amp|apos|gt|lt|quot);/g, (_, entity) => ENTITIES[entity]);
}

const number = (tag, name) => Number(text(tag, name).replaceAll(",", ""));

for (const module of ["engine", "http-gateway"]) {
  const folder = join(root, module, "target/surefire-reports");
  if (!existsSync(folder)) continue;
  const row = { what: module, passed: 0, failed: 0, skipped: 0 };
  for (const file of readdirSync(folder).filter((name) => name.startsWith("TEST-") && name.endsWith(".xml"))) {
    const xml = readFileSync(join(folder, file), "utf8");
    const tag = /<testsuite\b[^>]*>/.exec(xml)?.[0] ?? "";
    const failed = number(tag, "failures") + number(tag, "errors");
    row.failed += failed;
    row.skipped += number(tag, "skipped");
    row.passed += number(tag, "tests") - failed - number(tag, "skipped");
    for (const [, opening, inside] of xml.matchAll(/<testcase\b((?:"[^"]*"|[^">])*?)(?:\/>|>([^]*?)<\/testcase>)/g)) {
      const name = `${text(opening, "classname").split(".").at(-1)}: ${text(opening, "name").replaceAll("_", " ")}`;
      if (/^\s*<skipped/.test(inside ?? "")) skipped.push({ what: module, name });
      else took.push({ what: module, name, s: number(opening, "time") });
    }
  }
  rows.push(row);
}

function report(name) {
  const path = join(reports, name);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

/** A run that failed without a failed test still failed. */
function suite(what, name, read) {
  const found = report(name);
  const broke = existsSync(join(reports, `${name}.failed`));
  if (!found && !broke) return;
  const row = { what, passed: 0, failed: 0, skipped: 0, ...(found ? read(found) : {}) };
  if (broke && row.failed === 0) Object.assign(row, { failed: 1, note: "the run itself failed; see its log" });
  rows.push(row);
}

suite("web-ui", "vitest.json", (vitest) => {
  for (const { name: file, assertionResults } of vitest.testResults) {
    for (const { fullName, status, duration } of assertionResults) {
      const name = `${file.split("/").at(-1)}: ${fullName}`;
      if (status === "passed" || status === "failed") took.push({ what: "web-ui", name, s: (duration ?? 0) / 1000 });
      else skipped.push({ what: "web-ui", name });
    }
  }
  return {
    passed: vitest.numPassedTests,
    failed: vitest.numFailedTests,
    skipped: vitest.numPendingTests + vitest.numTodoTests,
  };
});

function* specs({ specs: own = [], suites = [] }) {
  yield* own;
  for (const inner of suites) yield* specs(inner);
}

for (const part of ["pages", "sound"]) {
  suite(part, `${part}.json`, (playwright) => {
    for (const { file, title, tests } of specs(playwright)) {
      for (const { projectName, status, results } of tests) {
        const name = `${file}: ${title} (${projectName})`;
        if (status === "skipped") skipped.push({ what: part, name });
        else took.push({ what: part, name, s: results.reduce((sum, { duration }) => sum + duration, 0) / 1000 });
      }
    }
    const { expected, flaky, unexpected, skipped: left } = playwright.stats;
    return {
      passed: expected + flaky,
      failed: unexpected,
      skipped: left,
      note: flaky ? `${flaky} at the second try` : "",
    };
  });
}
rows.push({ what: "checks", passed: Number(checksPassed), failed: Number(checksFailed), skipped: 0 });

function minutes(all) {
  return all < 60 ? `${all} s` : `${Math.floor(all / 60)} min ${all % 60} s`;
}

const times = existsSync(join(reports, "times")) ? readFileSync(join(reports, "times"), "utf8").trimEnd().split("\n") : [];
console.log(`\n  It took ${minutes(Number(seconds))}, of which`);
for (const time of times) {
  const [s, what] = time.split("\t");
  console.log(`  ${s.padStart(7)} s  ${what}`);
}
console.log("\n  The slowest tests");
for (const { what, name, s } of took.sort((a, b) => b.s - a.s).slice(0, SLOWEST)) {
  console.log(`  ${s.toFixed(1).padStart(7)} s  ${what}: ${name}`);
}
if (skipped.length > 0) console.log("\n  Not run");
for (const { what, name } of skipped) console.log(`             ${what}: ${name}`);

console.log("");
for (const { what, passed, failed, skipped: left, note } of rows) {
  const extras = [left ? `${left} skipped` : "", note ?? ""].filter(Boolean).join(", ");
  console.log(`  ${what.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed${extras ? `   (${extras})` : ""}`);
}
const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
process.exit(sum("failed") === 0 ? 0 : 1);
