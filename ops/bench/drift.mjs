// How far apart two Chromium processes play the sample film, by ear: a minute of play with four seeks of the host.
import { Server } from "../launch/spawn.mjs";
import { Browser } from "./lib/browsers.mjs";
import { table, verdict } from "./lib/figures.mjs";
import { watchTogether } from "./lib/together.mjs";
import "./lib/ending.mjs";

const TARGET_P50_MS = 25;
const TARGET_P95_MS = 80;
const LATE_TARGET_MS = 2_000;

const server = await Server.create({ name: "bench-drift" });
const browsers = [];
try {
  await server.start();
  for (let i = 0; i < 3; i++) browsers.push(await Browser.open({ url: server.url }));
  const [host, guest, late] = browsers;
  const result = await watchTogether({ server, host, guest, late });
  const row = (what, { n, p50, p95, p99, max }) => ({ "drift, ms": what, n, p50, p95, p99, max });
  table("Two Chromium processes, one minute, four seeks", [
    row("heard: guest against host", result.heard),
    row("seen: guest against host", result.seen),
    row("host against the room", result.host),
    row("guest against the room", result.guest),
  ]);
  table("Beside it", [
    { what: "windows of sound that were alike", value: `${result.windows.alike} of ${result.windows.all}`, target: "" },
    { what: "heard p50, ms", value: result.heard.p50.toFixed(1), target: `≤ ${TARGET_P50_MS} ${verdict(result.heard.p50, TARGET_P50_MS)}` },
    { what: "heard p95, ms", value: result.heard.p95.toFixed(1), target: `≤ ${TARGET_P95_MS} ${verdict(result.heard.p95, TARGET_P95_MS)}` },
    { what: "most seeks per seek, host / guest", value: `${result.seeks.host} / ${result.seeks.guest}`, target: `≤ 1 ${verdict(result.seeks.guest, 1)}` },
    { what: "late joiner within 0.25 s after, ms", value: result.late.settledMs.toFixed(0), target: `≤ ${LATE_TARGET_MS} ${verdict(result.late.settledMs, LATE_TARGET_MS)}` },
  ]);
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
  await server.dispose();
}
