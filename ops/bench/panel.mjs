// The Twitch panel, in its sandboxed frame and under its policy: how true it plays at ease, after its browser was
// stopped for ten seconds, with its scripts slowed down, and through twenty seconds without a backend.
import { setTimeout as sleep } from "node:timers/promises";
import { Server } from "../launch/spawn.mjs";
import { Browser } from "./lib/browsers.mjs";
import { summary, table, verdict } from "./lib/figures.mjs";
import { RoomClock, wallMs } from "./lib/roomclock.mjs";
import { waitUntilQuiet } from "./lib/quiet.mjs";
import "./lib/ending.mjs";

const FRAME = "/twitch/panel.html";
const TARGET_MS = 500;
const STOPPED_MS = 10_000;
const THROTTLE = 6;
const OUTAGE_MS = 20_000;
const WATCHED_MS = 15_000;
/** One poll and its correction may pass before the panel is judged. */
const SETTLE_MS = 5_000;

/** Errors in ms between two moments; the track loops, so the shorter way round counts. */
function errorsBetween(samples, clock, from, to) {
  const duration = clock.at(from).duration;
  return samples
    .filter(({ atMs, moving }) => moving && atMs >= from && atMs <= to)
    .map(({ atMs, positionS }) => {
      const error = Math.abs(positionS - clock.targetSeconds(atMs));
      return Math.min(error, duration - error) * 1000;
    });
}

const server = await Server.create({ name: "bench-panel" });
let browser = null;
try {
  await server.start();
  browser = await Browser.open({ url: server.url, strict: true });
  const clock = await RoomClock.watch(server.url, "example");
  await browser.goto("/twitch/try.html");
  await browser.click("button", "Listen to the music", FRAME);
  await waitUntilQuiet();

  const phases = [];
  const watch = async (name, disturb, settleMs = SETTLE_MS) => {
    await disturb();
    const from = wallMs() + settleMs;
    await sleep(settleMs + WATCHED_MS);
    phases.push({ name, from, to: wallMs() });
  };
  await watch("at ease", () => {});
  await watch("after being stopped 10 s", async () => {
    browser.signal("SIGSTOP");
    await sleep(STOPPED_MS);
    browser.signal("SIGCONT");
  });
  await watch(`scripts slowed ${THROTTLE}×`, () => browser.throttle(THROTTLE));
  await browser.throttle(1);
  const outageFrom = wallMs();
  await watch("after 20 s without a backend", async () => {
    await server.stop("SIGKILL");
    await sleep(OUTAGE_MS);
    phases.push({ name: "during the outage", from: outageFrom, to: wallMs() });
    await server.start();
  });

  const samples = await browser.samples(FRAME);
  const after = await RoomClock.watch(server.url, "example");
  table(
    "Twitch panel against the example track's room",
    phases.map(({ name, from, to }) => {
      // The clock of a started-again server is a new one; what lay before belongs to the old.
      const { n, p50, p95, max } = summary(errorsBetween(samples, name.startsWith("after 20") ? after : clock, from, to));
      return { phase: name, n, "p50 ms": p50, "p95 ms": p95, "max ms": max, [`max ≤ ${TARGET_MS}`]: verdict(max, TARGET_MS) };
    }),
  );
} finally {
  await browser?.close();
  await server.dispose();
}
process.exit(0);
