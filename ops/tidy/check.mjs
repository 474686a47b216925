// The tidy test: what no compiler sees and people get wrong. Prints each finding as file:line and ends with a count.
//   keys       every key of a reference.conf under `tutti` is read by Java, and its environment variable stands in README
//   messages   protocol.md, asyncapi.yaml, Java and TypeScript know the same message names
//   codes      protocol.md and openapi.yaml list the same codes, and Java uses no other
//   metrics    every metric of the gateway stands in operating.md
//   links      every relative link and anchor of a page leads somewhere
//   tests      every class with tests is named as Maven looks for it, or is a scenario that such a class runs
//   later      nobody leaves a note for later without an issue's number
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(process.argv[2] ?? ".");
const findings = [];

function find(path, line, what) {
  findings.push(`${path}${line ? `:${line}` : ""}  ${what}`);
}

const files = execFileSync("git", ["-C", root, "ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
  .split("\n")
  .filter((path) => path && existsSync(join(root, path)) && statSync(join(root, path)).isFile());

function read(path) {
  return readFileSync(join(root, path), "utf8");
}

function matching(pattern) {
  return files.filter((path) => pattern.test(path));
}

function difference(left, right) {
  return [...left].filter((name) => !right.has(name)).sort();
}

// --- keys

/** Full keys with their lines, and environment variables; HOCON as far as our files use it: nested braces and key = value. */
function configuration(path) {
  const keys = new Map();
  const variables = new Map();
  const stack = [];
  read(path)
    .split("\n")
    .forEach((raw, index) => {
      const line = raw.replace(/(^|\s)(#|\/\/).*$/, "").trim();
      const variable = /\$\{\?(TUTTI_[A-Z0-9_]+)\}/.exec(line)?.[1];
      if (variable) variables.set(variable, index + 1);
      const open = /^"?([\w.-]+)"?\s*[:=]?\s*\{/.exec(line);
      const entry = /^"?([\w.-]+)"?\s*\+?[:=]\s*[^{\s]/.exec(line);
      if (open) {
        if (!line.endsWith("}")) stack.push(open[1]);
      } else if (line.startsWith("}")) {
        stack.pop();
      } else if (entry) {
        keys.set([...stack, entry[1]].join("."), index + 1);
      }
    });
  return { keys, variables };
}

const java = matching(/^(engine|http-gateway)\/src\/main\/.*\.java$/).map(read).join("\n");
const readme = read("README.md");
const known = new Set();
const configurations = matching(/^(engine|http-gateway)\/src\/main\/resources\/.*\.conf$/);
const substitutions = new Set(configurations.flatMap((path) => [...read(path).matchAll(/\$\{(tutti\.[\w.-]+)\}/g)].map(([, key]) => key)));
for (const path of configurations) {
  const { keys, variables } = configuration(path);
  for (const [key, line] of keys) {
    if (!key.startsWith("tutti.")) continue;
    const name = key.split(".").at(-1);
    // A dispatcher's block is read as a whole by Pekko, under the name the code asks for.
    const blocks = key.split(".").map((_, depth, parts) => parts.slice(0, depth).join(".")).slice(3);
    const readings = [`"${name}"`, `.${name}"`, `${key}"`, ...blocks.map((block) => `"${block}"`)].some((literal) => java.includes(literal));
    if (!readings && !substitutions.has(key)) find(path, line, `nobody reads ${key}`);
  }
  for (const [variable, line] of variables) {
    known.add(variable);
    if (!readme.includes(`\`${variable}\``)) find(path, line, `README does not tell of ${variable}`);
  }
}
const scripts = matching(/^(tutti|ops\/launch\/.*|.*\/logback.*\.xml)$/).map(read).join("\n");
for (const [, variable] of readme.matchAll(/`(TUTTI_[A-Z0-9_]+)`/g)) {
  if (!known.has(variable) && !scripts.includes(variable)) find("README.md", 0, `nothing reads ${variable}`);
}

// --- messages

/** The names in the first column of the table under a heading, and which of them the page says are not sent yet. */
function tableNames(page, heading) {
  const section = read(page).split(new RegExp(`^### ${heading}$`, "m"))[1]?.split(/^#{2,3} /m)[0] ?? "";
  const rows = [...section.matchAll(/^\| `([a-z:]+)` \|(.*)$/gm)];
  return {
    all: new Set(rows.map(([, name]) => name)),
    notSent: new Set(rows.filter(([, , rest]) => rest.includes("Not sent by this version")).map(([, name]) => name)),
  };
}

function asyncapiNames(side) {
  const messages = read("docs/asyncapi.yaml").split(/^ {2}messages:$/m)[1] ?? "";
  return new Set([...messages.matchAll(new RegExp(`^ {4}${side}\\w+:\\n {6}name: "([a-z:]+)"$`, "gm"))].map(([, name]) => name));
}

function javaNames(file) {
  return new Set(matching(new RegExp(`/wire/${file}\\.java$`)).flatMap((path) => [...read(path).matchAll(/@JsonTypeName\("([a-z:]+)"\)/g)].map(([, name]) => name)));
}

/** Names in the declarations that make up a union of TypeScript, followed through the types it is made of. */
function typescriptNames(union) {
  const source = read("web-ui/src/protocol/messages.ts");
  const declarations = new Map(
    [...source.matchAll(/^export (?:type|interface) (\w+)([^]*?)(?=^(?:export|\/\*\*)|(?![^]))/gm)].map(([, name, body]) => [name, body]),
  );
  const names = new Set();
  const seen = new Set();
  const visit = (name) => {
    if (seen.has(name) || !declarations.has(name)) return;
    seen.add(name);
    const body = declarations.get(name);
    for (const [, literal] of body.matchAll(/\btype: "([a-z:]+)"/g)) names.add(literal);
    for (const [, other] of body.matchAll(/\b([A-Z]\w+)\b/g)) visit(other);
  };
  visit(union);
  return names;
}

const sides = [
  { heading: "From the browser", asyncapi: "client", union: "ClientMessage" },
  { heading: "From the server", asyncapi: "server", union: "ServerMessage" },
];
for (const { heading, asyncapi, union } of sides) {
  const { all: page, notSent } = tableNames("docs/protocol.md", heading);
  if (page.size === 0) find("docs/protocol.md", 0, `no table of messages under "${heading}"`);
  const others = { "docs/asyncapi.yaml": asyncapiNames(asyncapi), [`${union}.java`]: javaNames(union), [`messages.ts ${union}`]: typescriptNames(union) };
  for (const [where, names] of Object.entries(others)) {
    for (const name of difference(page, names)) if (!where.endsWith(".java") || !notSent.has(name)) find(where, 0, `does not know "${name}" of docs/protocol.md (${heading})`);
    for (const name of difference(names, page)) find("docs/protocol.md", 0, `does not tell of "${name}" (${heading}) of ${where}`);
  }
}

// --- codes

const codesPage = new Set(
  (read("docs/protocol.md").split(/^## Codes$/m)[1] ?? "").split(/^## /m)[0].split("\n").flatMap((line) => [...(/^\|([^|]*)\|/.exec(line)?.[1] ?? "").matchAll(/`([a-z-]+)`/g)].map(([, code]) => code)).filter((code) => code !== "bye"),
);
const codesOpenapi = new Set([...(/\n {4}Code:\n {6}enum:\n((?: {8}- [a-z-]+\n)+)/.exec(read("docs/openapi.yaml"))?.[1] ?? "").matchAll(/- ([a-z-]+)/g)].map(([, code]) => code));
for (const code of difference(codesPage, codesOpenapi)) find("docs/openapi.yaml", 0, `does not list the code ${code}`);
for (const code of difference(codesOpenapi, codesPage)) find("docs/protocol.md", 0, `does not list the code ${code}`);
for (const path of matching(/\/wire\/Code\.java$/)) {
  for (const [, constant] of read(path).matchAll(/^\s+([A-Z_]+)\(\d/gm)) {
    const code = constant.toLowerCase().replaceAll("_", "-");
    if (!codesPage.has(code)) find(path, 0, `uses the code ${code}, which docs/protocol.md does not list`);
  }
}

// --- metrics

const operating = read("docs/operating.md");
for (const path of matching(/\/metrics\/Metric\.java$/)) {
  for (const [, id] of read(path).matchAll(/"(tutti\.[a-z.]+)"/g)) {
    if (!new RegExp(`^\\| \`${id.replaceAll(".", "_")}(_total|_seconds|_ms)?[{\`]`, "m").test(operating)) find("docs/operating.md", 0, `does not tell of the metric ${id}`);
  }
}

// --- links

function anchor(heading) {
  return heading.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, "").trim().replace(/\s/g, "-");
}

function anchors(path) {
  return new Set([...read(path).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => anchor(heading)));
}

for (const path of matching(/\.md$/)) {
  read(path)
    .split("\n")
    .forEach((line, index) => {
      for (const [, target] of line.matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const [file, fragment] = target.split("#");
        const full = file ? join(root, dirname(path), decodeURI(file)) : join(root, path);
        if (!existsSync(full)) find(path, index + 1, `leads nowhere: ${target}`);
        else if (fragment && !anchors(relative(root, full)).has(fragment)) find(path, index + 1, `no such heading: ${target}`);
      }
    });
}

// --- tests

for (const path of matching(/^(engine|http-gateway)\/src\/test\/.*\.java$/)) {
  const has = /^\s*@(ArchTest|Example|ParameterizedTest|Property|RepeatedTest|Test)\b/m.test(read(path));
  if (has && !/(Test|Scenario)\.java$/.test(path)) find(path, 0, "Maven runs no test of a class that is not named …Test");
}

// --- later

const later = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "X" + "XX"].join("|")})\\b(?!\\(?\\s*#\\d+)`);
for (const path of matching(/\.(java|ts|tsx|mjs|js|css|html|sh|py|conf|sql|xml|yaml|yml|md)$/)) {
  if (path === "CONTRIBUTING.md") continue;
  read(path)
    .split("\n")
    .forEach((line, index) => {
      if (later.test(line)) find(path, index + 1, "a note for later without an issue's number");
    });
}

for (const finding of findings) console.log(finding);
console.log(`${findings.length} ${findings.length === 1 ? "finding" : "findings"}`);
process.exit(findings.length === 0 ? 0 : 1);
