// kill -9 under two open browsers and a start right after: how long until they are back as the same people, how true they
// play then, and whether every acknowledged chat line is there, once. The browsers decode and draw without a GPU on the
// server's own cores, which nobody's browser does; so both of them together are kept to one core.
import { setTimeout as sleep } from "node:timers/promises";
import { Server } from "../launch/spawn.mjs";
import { Browser } from "./lib/browsers.mjs";
import { table, verdict } from "./lib/figures.mjs";
import { Member, openRoom, sampleFilm } from "./lib/member.mjs";
import { RoomClock, wallMs } from "./lib/roomclock.mjs";
import { waitUntilQuiet } from "./lib/quiet.mjs";
import "./lib/ending.mjs";

const ROUNDS = 5;
const LINES = 30;
const BACK_TARGET_MS = 5_000;
const SETTLED_AFTER_BACK_MS = 3_000;
const NEAR_MS = 250;
/** A page loses its patience with a server that dies over and over; each round is to be the first for it. */
const FORGOTTEN_AFTER_MS = 10_500;

/** Says lines as fast as they are acknowledged; returns those that were. */
async function chatter(member, prefix) {
  const acknowledged = [];
  for (let i = 0; i < LINES; i++) {
    const text = `${prefix} ${i}`;
    const answer = await member.ask({ type: "chat", text }).catch(() => null);
    if (!answer) break;
    acknowledged.push(text);
    await sleep(60);
  }
  return acknowledged;
}

function joins(browser) {
  return browser.evaluate(() =>
    window.tuttiWitness.heard.filter(({ type }) => type === "joined").map(({ atMs, message }) => ({ atMs, id: message.you.id })),
  );
}

async function allLines(url, roomId) {
  const reader = await Member.join(url, roomId, "Reader");
  const texts = reader.joined.chat.messages.map(({ text }) => text);
  let more = reader.joined.chat.more;
  let before = reader.joined.chat.messages[0]?.seq;
  while (more) {
    const page = await reader.ask({ type: "chat:history", before, limit: 100 });
    texts.unshift(...page.messages.map(({ text }) => text));
    before = page.messages[0]?.seq;
    more = page.more && page.messages.length > 0;
  }
  reader.leave();
  return texts;
}

const server = await Server.create({ name: "bench-restart" });
const browsers = [];
const rows = [];
try {
  await server.start();
  for (let i = 0; i < 2; i++) browsers.push(await Browser.open({ url: server.url, cores: "0" }));
  const room = await openRoom(server.url, { roomName: "Bench", hostName: "Host", source: await sampleFilm(server.url) });
  await browsers[0].enter(room, "Host", { host: true });
  await browsers[1].enter(room, "Guest");
  await browsers[0].click("button", "^Play$");
  const said = [];
  for (let round = 1; round <= ROUNDS; round++) {
    await sleep(FORGOTTEN_AFTER_MS);
    await waitUntilQuiet({ idleMin: 0.6 });
    const talker = await Member.join(server.url, room.roomId, "Talker");
    const before = await Promise.all(browsers.map(joins));
    const talking = chatter(talker, `round ${round}, line`);
    await sleep(900);
    const killedAt = wallMs();
    await server.stop("SIGKILL");
    said.push(...(await talking));
    const readyMs = await server.start();
    for (const [i, browser] of browsers.entries()) {
      await browser.until((count) => window.tuttiWitness.heard.filter(({ type }) => type === "joined").length > count, before[i].length);
    }
    const after = await Promise.all(browsers.map(joins));
    const clock = await RoomClock.watch(server.url, room.roomId);
    await sleep(SETTLED_AFTER_BACK_MS + 500);
    const backMs = Math.max(...after.map((list) => list.at(-1).atMs)) - killedAt;
    const errorsMs = [];
    for (const browser of browsers) {
      const { atMs, positionS } = (await browser.samples()).at(-1);
      errorsMs.push(Math.abs(positionS - clock.targetSeconds(atMs)) * 1000);
    }
    clock.leave();
    const lines = await allLines(server.url, room.roomId);
    rows.push({
      round,
      "ready ms": Math.round(readyMs),
      "both back ms": Math.round(backMs),
      "of it after ready": Math.round(backMs - readyMs),
      "same people": after.every((list, i) => list.at(-1).id === before[i][0].id) ? "yes" : "NO",
      "error after ms": Math.max(...errorsMs),
      acknowledged: said.length,
      lost: said.filter((text) => !lines.includes(text)).length,
      doubled: lines.length - new Set(lines).size,
      [`≤ ${BACK_TARGET_MS / 1000} s`]: verdict(backMs, BACK_TARGET_MS),
      [`≤ ${NEAR_MS} ms`]: verdict(Math.max(...errorsMs), NEAR_MS),
    });
  }
  table("kill -9 and start again under two browsers", rows);
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
  await server.dispose();
}
process.exit(0);
