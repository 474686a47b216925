// The host's live sound as two guests hear it: how far apart, how long after it was made, how soon after joining, how often
// interrupted. Host and guests are Chromium processes; the host's microphone plays noise that is nowhere like itself. By default
// what pages send to their loudspeakers is compared; with --card it is what a sound card recorded that both guests have in common.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { Server } from "../launch/spawn.mjs";
import { Browser } from "./lib/browsers.mjs";
import { LIKENESS_MIN, listenToMicrophone, listenToSpeaker, recording, skews } from "./lib/ears.mjs";
import { summary, table, verdict } from "./lib/figures.mjs";
import { openRoom } from "./lib/member.mjs";
import { writeNoise } from "./lib/noise.mjs";
import { waitUntilQuiet } from "./lib/quiet.mjs";
import { wallMs } from "./lib/roomclock.mjs";
import { SoundCard } from "./lib/soundcard.mjs";
import { layWire, needWires } from "./lib/wires.mjs";
import "./lib/ending.mjs";

/** 200 ms round trip, 20 ms jitter, 1 % loss: each direction has half of it. */
const WIRE = ["--delay-ms", "100", "--jitter-ms", "10", "--loss-percent", "0.5"];
const SETTLE_MS = 20_000;
/** What an ear keeps, and how often it is read. */
const KEPT_S = 6;
const READ_EVERY_MS = 6_000;
const NOISE_S = 120;
const QUIET_WIRE = { skewP50: 3, skewP95: 10, underrunsAMinute: 0 };
const FAR_WIRE = { skewP50: Number.POSITIVE_INFINITY, skewP95: 30, underrunsAMinute: 1 };
const CARD_SKEW_P95_MS = 25;
const TO_EAR_MS = 500;
const FIRST_SOUND_MS = 1_000;
const DELAY_KEPT_MS = 5;

const { values: asked } = parseArgs({
  options: {
    minutes: { type: "string", default: "2" },
    wire: { type: "boolean", default: false },
    card: { type: "boolean", default: false },
  },
});
const lastsMs = Number(asked.minutes) * 60_000;
if (!(lastsMs > 0)) {
  console.error(`tutti: --minutes ${asked.minutes} is no number of minutes.`);
  process.exit(2);
}
if (asked.wire) needWires();
const target = asked.wire ? FAR_WIRE : QUIET_WIRE;

const dir = mkdtempSync(join(tmpdir(), "tutti-sound-"));
const wires = [];
const browsers = [];
const card = asked.card ? new SoundCard() : null;
let server;
try {
  writeNoise(join(dir, "noise.wav"), NOISE_S);
  await card?.open();
  server = await Server.create({ name: "bench-sound", host: asked.wire ? "0.0.0.0" : "127.0.0.1" });
  server.url = server.url.replace("0.0.0.0", "127.0.0.1");
  await server.start();
  const room = await openRoom(server.url, { roomName: "Bench", hostName: "Host" });
  const host = await browserFor("host", [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    `--use-file-for-fake-audio-capture=${join(dir, "noise.wav")}`,
  ]);
  const guests = [await browserFor("ann"), await browserFor("ben")];
  await listenToMicrophone(host, KEPT_S);
  // A page that is listened to plays a little differently on a sound card, so one or the other.
  if (!card) for (const guest of guests) await listenToSpeaker(guest, KEPT_S);
  await host.enter(room, "Host", { host: true, film: false });
  await guests[0].enter(room, "Ann", { film: false });
  await guests[1].enter(room, "Ben", { film: false });
  await host.click("button", "Share your sound");
  await host.click("radio", "A microphone");
  await host.click("button", "Start sharing");
  for (const guest of guests) await guest.until(() => document.body.innerText.includes("You hear Host"));
  await sleep(SETTLE_MS);
  await waitUntilQuiet({ idleMin: 0.25, withinMs: 60_000 });

  const from = wallMs();
  const heard = await (card ? heardOnCard() : heardInPages(host, guests));
  const underruns = [];
  const when = [];
  for (const guest of guests) {
    const reports = await guest.reports();
    underruns.push(underrunsSince(from, reports));
    when.push(...underrunTimes(from, reports));
  }
  const delays = (await guests[0].evaluate(() => window.tuttiWitness.heard.filter(({ type }) => type === "broadcast:stats"))).map(
    ({ atMs, message }) => ({ atMs, ms: message.latency }),
  );
  const first = card ? [] : await firstSounds(room, guests[1]);
  tell({ heard, underruns, delays, first });
  for (const { atMs, lateP99Ms } of when) {
    console.log(`  An underrun ${Math.round((atMs - from) / 1_000)} s after it began: 99 of 100 within ${lateP99Ms} ms, the room's delay ${delayAt(delays, atMs)} ms`);
  }
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
  await server?.dispose();
  for (const wire of wires) await wire.cut();
  card?.close();
  rmSync(dir, { recursive: true, force: true });
}

async function browserFor(name, args = []) {
  const n = browsers.length;
  const wire = asked.wire && (await layWire(`tutti${name}`, `10.77.${n + 1}`, WIRE));
  if (wire) wires.push(wire);
  const browser = await Browser.open({
    args,
    url: wire ? `http://${wire.gateway}:${server.port}` : server.url,
    ...(wire ? { namespace: wire.name } : {}),
    ...(card && n > 0 ? { environment: card.environment(n - 1) } : {}),
  });
  browsers.push(browser);
  return browser;
}

/** Reads the ears again and again; a run of any length takes the same memory. */
async function heardInPages(host, [ann, ben]) {
  const apart = [];
  const toEar = [];
  let silent = 0;
  let all = 0;
  for (const until = wallMs() + lastsMs; wallMs() < until; ) {
    await sleep(READ_EVERY_MS);
    const [source, first, second] = await Promise.all([recording(host, { by: "in" }), recording(ann), recording(ben)]);
    const windows = skews(first, second);
    all += windows.length;
    apart.push(...windows);
    toEar.push(...skews(source, first));
    silent += silentTenths(first) + silentTenths(second);
  }
  return { apart, toEar, silent, all };
}

async function heardOnCard() {
  await card.record();
  await sleep(lastsMs);
  const [first, second] = await card.recorded();
  const apart = skews(first, second);
  return { apart, toEar: [], silent: silentTenths(first) + silentTenths(second), all: apart.length };
}

/** Tenths of a second in which nothing is to be heard. */
function silentTenths({ samples, rate }) {
  const tenth = rate / 10;
  let silent = 0;
  for (let start = 0; start + tenth <= samples.length; start += tenth) {
    if (samples.subarray(start, start + tenth).every((sample) => Math.abs(sample) < 1e-3)) silent++;
  }
  return silent;
}

function underrunsSince(from, reports) {
  const since = reports.filter(({ atMs, underruns }) => atMs >= from && underruns !== undefined);
  return since.length === 0 ? Number.NaN : since.at(-1).underruns - since[0].underruns;
}

function underrunTimes(from, reports) {
  const told = reports.filter(({ underruns }) => underruns !== undefined);
  return told.filter(({ atMs, underruns }, index) => index > 0 && atMs >= from && underruns > told[index - 1].underruns);
}

/** A guest who leaves and comes again, a few times: from the click on Join to the first sound. */
async function firstSounds(room, guest) {
  const times = [];
  for (let i = 0; i < 5; i++) {
    await guest.goto("/");
    await guest.evaluate((id) => localStorage.removeItem(`tutti.room.${id}`), room.roomId);
    await guest.goto(`/room/${room.roomId}`);
    await guest.until(() => [...document.querySelectorAll("button")].some(({ textContent }) => /^join/i.test(textContent)));
    await sleep(1_000);
    const clicked = wallMs();
    await guest.click("button", "Join");
    await guest.until(() => window.tuttiEar?.firstLoudMs() != null);
    times.push((await guest.evaluate(() => window.tuttiEar.firstLoudMs())) - clicked);
    await sleep(2_000);
  }
  return times;
}

/** What the guest was last told of it, at that time. */
function delayAt(delays, atMs) {
  return (delays.findLast((told) => told.atMs <= atMs) ?? delays[0])?.ms ?? Number.NaN;
}

function tell({ heard, underruns, delays, first }) {
  const alike = heard.apart.filter(({ likeness }) => likeness >= LIKENESS_MIN);
  const apart = summary(alike.map(({ skewMs }) => Math.abs(skewMs)));
  const toEarAlike = heard.toEar.filter(({ likeness }) => likeness >= LIKENESS_MIN);
  const toEar = summary(toEarAlike.map(({ skewMs }) => skewMs));
  // The room's delay goes down when all have needed less of it for long; what else is in there must not move.
  const besides = toEarAlike.map(({ atMs, skewMs }) => skewMs - delayAt(delays, atMs));
  const tenth = Math.max(1, Math.floor(besides.length / 10));
  const tenths = Array.from({ length: 10 }, (_, i) => besides.slice(i * tenth, (i + 1) * tenth)).map((part) => summary(part).p50);
  const moved = tenths.at(-1) - tenths[0];
  const perMinute = Math.max(...underruns) / (lastsMs / 60_000);
  const skewP95 = card ? CARD_SKEW_P95_MS : target.skewP95;
  const where = asked.wire ? "200 ms round trip, 20 ms jitter, 1 % loss" : "loopback";
  const by = card ? "on one sound card" : "in the pages";
  const row = (what, value, goal) => ({ what, value, goal: goal === undefined ? "" : `≤ ${goal} ${verdict(value, goal)}` });
  table(`Live sound at two guests, ${asked.minutes} min, ${where}, ${by}`, [
    row("apart p50, ms", apart.p50, Number.isFinite(target.skewP50) && !card ? target.skewP50 : undefined),
    row("apart p95, ms", apart.p95, skewP95),
    row("apart at most, ms", apart.max),
    row("windows alike", alike.length),
    row("windows compared", heard.all),
    row("tenths of a second without sound, both", heard.silent),
    row("underruns a minute, the worse guest", perMinute, target.underrunsAMinute),
    row("the room's delay when it began, ms", delayAt(delays, heard.toEar[0]?.atMs ?? 0)),
    row("the room's delay at the end, ms", delays.at(-1)?.ms ?? Number.NaN),
    ...(card
      ? []
      : [
          row("microphone to ear p50, ms", toEar.p50, asked.wire ? undefined : TO_EAR_MS),
          row("microphone to ear p95, ms", toEar.p95, asked.wire ? undefined : TO_EAR_MS),
          row("the same less the room's delay, last tenth against first, ms", Math.abs(moved), asked.wire ? undefined : DELAY_KEPT_MS),
          row("first sound after Join p50, ms", summary(first).p50, asked.wire ? undefined : FIRST_SOUND_MS),
          row("first sound after Join, at most, ms", summary(first).max, asked.wire ? undefined : FIRST_SOUND_MS),
        ]),
  ]);
  if (!card) console.log(`  Microphone to ear less the room's delay, tenth by tenth: ${tenths.map((ms) => ms.toFixed(1)).join(", ")} ms`);
}
