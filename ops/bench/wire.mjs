// The drift bench with both browsers far away: 300 ms round trip, 20 ms jitter, 1 % loss, each behind a wire of its own.
// The guest is Chromium, then Firefox. Where a page cannot be listened to (Firefox without an audio device), the players'
// own positions are compared; in Chromium those lay within 4 ms of what a common sound card recorded.
import { Server } from "../launch/spawn.mjs";
import { Browser } from "./lib/browsers.mjs";
import { table, verdict } from "./lib/figures.mjs";
import { watchTogether } from "./lib/together.mjs";
import { layWire, needWires } from "./lib/wires.mjs";
import "./lib/ending.mjs";

// Each direction has half of the delay, of the jitter and of the loss.
const WIRE = ["--delay-ms", "150", "--jitter-ms", "10", "--loss-percent", "0.5"];
const TARGET_P95_MS = 150;

needWires();
const wires = [await layWire("tuttihost", "10.77.1", WIRE), await layWire("tuttiguest", "10.77.2", WIRE)];
const rows = [];
try {
  for (const guestBrowser of ["chromium", "firefox"]) {
    const server = await Server.create({ name: `bench-wire-${guestBrowser}`, host: "0.0.0.0" });
    server.url = server.url.replace("0.0.0.0", "127.0.0.1");
    const browsers = [];
    try {
      await server.start();
      const behind = (wire) => ({ namespace: wire.name, url: `http://${wire.gateway}:${server.port}` });
      browsers.push(await Browser.open(behind(wires[0])));
      browsers.push(await Browser.open({ ...behind(wires[1]), browser: guestBrowser }));
      const listenTo = guestBrowser === "chromium";
      const [host, guest] = browsers;
      const { heard, seen, windows, seeks } = await watchTogether({ server, host, guest, listenTo });
      const main = listenTo ? heard : seen;
      rows.push({
        guest: guestBrowser,
        by: listenTo ? `ear (${windows.alike} of ${windows.all} windows)` : "position",
        "p50 ms": main.p50,
        "p95 ms": main.p95,
        "max ms": main.max,
        "by position p95": seen.p95,
        "seeks per seek": seeks.guest,
        [`p95 ≤ ${TARGET_P95_MS}`]: verdict(main.p95, TARGET_P95_MS),
      });
    } finally {
      await Promise.all(browsers.map((browser) => browser.close()));
      await server.dispose();
    }
  }
  table("Guest against host, 300 ms round trip, 20 ms jitter, 1 % loss", rows);
} finally {
  for (const wire of wires) await wire.cut();
}
