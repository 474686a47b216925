// Two browsers watch the sample film for a minute while the host seeks four times; what one hears and sees of that.
import { setTimeout as sleep } from "node:timers/promises";
import { LIKENESS_MIN, recording, skews, startListening } from "./ears.mjs";
import { summary } from "./figures.mjs";
import { openRoom, sampleFilm } from "./member.mjs";
import { RoomClock, wallMs } from "./roomclock.mjs";
import { waitUntilQuiet } from "./quiet.mjs";

const PLAY_S = 60;
/** When the host seeks, and to which share of the film. */
const SEEKS = [
  { afterS: 12, share: 0.3 },
  { afterS: 24, share: 0.7 },
  { afterS: 36, share: 0.1 },
  { afterS: 48, share: 0.45 },
];
const LATE_WITHIN_S = 0.25;
const LATE_STEADY_MS = 1_000;
const LATE_WATCHED_MS = 8_000;

/** Errors against the room's target in ms while the element moves and the room plays. */
function errors(samples, clock, from, to) {
  return samples
    .filter(({ atMs, moving }) => moving && atMs >= from && atMs <= to && clock.playing(atMs))
    .map(({ atMs, positionS }) => ({ atMs, errorMs: (positionS - clock.targetSeconds(atMs)) * 1000 }));
}

/** The guest's error minus the host's at the same moment: how far apart two people are by what their players say. */
function apart(host, guest) {
  const pairs = [];
  let i = 0;
  for (const { atMs, errorMs } of guest) {
    while (i + 1 < host.length && host[i + 1].atMs <= atMs) i++;
    const near = host[i];
    if (near && Math.abs(near.atMs - atMs) < 100) pairs.push(errorMs - near.errorMs);
  }
  return pairs;
}

/** Milliseconds from `from` until the samples are near the target and stay there. */
function settledAfter(samples, clock, from, withinS) {
  const wrong = ({ atMs, positionS, moving }) => !moving || Math.abs(positionS - clock.targetSeconds(atMs)) > withinS;
  const after = samples.filter(({ atMs }) => atMs >= from);
  for (let i = 0; i < after.length; i++) {
    const steady = after.slice(i).filter(({ atMs }) => atMs <= after[i].atMs + LATE_STEADY_MS);
    if (!steady.some(wrong)) return after[i].atMs - from;
  }
  return Number.NaN;
}

/** The most seeks an element made in answer to one seek of the room. */
function seeksPerSeek(elementSeeks, roomSeeks, end) {
  return Math.max(
    ...roomSeeks.map((at, i) => elementSeeks.filter((seek) => seek >= at - 50 && seek < (roomSeeks[i + 1] ?? end)).length),
  );
}

export async function watchTogether({ server, host, guest, late, listenTo = true }) {
  const room = await openRoom(server.url, { roomName: "Bench", hostName: "Host", source: await sampleFilm(server.url) });
  const clock = await RoomClock.watch(server.url, room.roomId);
  await host.enter(room, "Host", { host: true });
  await guest.enter(room, "Guest");
  if (listenTo) for (const browser of [host, guest]) await startListening(browser);
  await waitUntilQuiet({ idleMin: 0.75 });

  await host.click("button", "^Play$");
  await host.until(() => !document.querySelector("video").paused);
  const from = wallMs();
  const roomSeeks = [];
  for (const { afterS, share } of SEEKS) {
    await sleep(from + afterS * 1000 - wallMs());
    roomSeeks.push(wallMs());
    await host.clickAt("slider", "Seek", share);
  }
  await sleep(from + PLAY_S * 1000 - wallMs());
  const to = wallMs();

  const views = {};
  for (const [who, browser] of Object.entries({ host, guest })) {
    const samples = await browser.samples();
    views[who] = {
      errors: errors(samples, clock, from, to),
      seeks: seeksPerSeek(await browser.seeks(), roomSeeks, to),
    };
  }
  const heard = listenTo
    ? skews(await recording(host), await recording(guest)).filter(({ atMs }) => atMs >= from && atMs <= to - 500)
    : [];
  const alike = heard.filter(({ likeness }) => likeness >= LIKENESS_MIN);
  // The guest's players have told what they had to; two browsers at a time are enough for this machine.
  if (late) await guest.goto("/");
  const late_ = late ? await lateJoiner(late, room, clock) : null;
  clock.leave();
  return {
    heard: summary(alike.map(({ skewMs }) => Math.abs(skewMs))),
    windows: { all: heard.length, alike: alike.length },
    skews: heard,
    seen: summary(apart(views.host.errors, views.guest.errors).map(Math.abs)),
    host: summary(views.host.errors.map(({ errorMs }) => Math.abs(errorMs))),
    guest: summary(views.guest.errors.map(({ errorMs }) => Math.abs(errorMs))),
    seeks: { host: views.host.seeks, guest: views.guest.seeks },
    late: late_,
  };
}

/** Nobody presses Join in the moment it appears. */
const LATE_READS_MS = 1_000;

/** Counted from the click on Join, the film already playing. */
async function lateJoiner(late, room, clock) {
  await late.init((name) => localStorage.setItem("tutti.name", name), "Late");
  await late.goto(`/room/${room.roomId}`);
  await late.until(() => [...document.querySelectorAll("button")].some(({ textContent }) => /join/i.test(textContent)));
  await sleep(LATE_READS_MS);
  const clicked = wallMs();
  await late.click("button", "Join");
  await sleep(LATE_WATCHED_MS);
  return { settledMs: settledAfter(await late.samples(), clock, clicked, LATE_WITHIN_S), seeks: (await late.seeks()).length };
}
