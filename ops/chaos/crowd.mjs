// Rooms full of people who talk and control, and what must hold of them whatever happens.
import { setTimeout as sleep } from "node:timers/promises";
import { openRoom, sampleFilm } from "../bench/lib/member.mjs";
import { Guest } from "./guest.mjs";
import { Ear, Speaker } from "./sound.mjs";

const LINE_EVERY_MS = 5_000;
const CONTROL_EVERY_MS = 10_000;
/** A host who changes something sets right whatever was wrong with the timeline: so in some rooms nobody does. */
const LEFT_ALONE_EVERY = 5;
/** Nobody fetches it. At its end all would stand at the same place, whatever became of them. */
const FILM_S = 36_000;
const ENTER_AT_ONCE = 40;
const PROBE_EVERY_MS = 500;
const TRUE_WITHIN_MS = 15_000;
const OPEN_TRIES_MAX = 10;
const SAME_PLACE_S = 1e-6;
/** Nobody hears or sees so little. */
const SPREAD_MS_MAX = 50;

export class Crowd {
  rooms = [];
  /** Lines the server said are on disk: the text, and the room. */
  acked = [];
  /** Of each command that was done in the end, how often it had to be asked. */
  asked = [];

  /** What was refused for good, in words. */
  #refused = [];
  #timers = [];
  #open = new Set();
  #count = 0;

  /** Each room has a host and its share of the guests; in the first `sound` of them the host is on the air. */
  static async gather({ url, rooms, guests, sound }) {
    const crowd = new Crowd();
    const source = { ...(await sampleFilm(url)), duration: FILM_S };
    const some = Math.max(1, Math.floor(guests / rooms) - 1);
    await inBatches(rooms, async (index) => {
      const { roomId, token } = await opened(url, { roomName: `Chaos ${index}`, source, access: { listed: false } });
      const host = new Guest({ url, room: roomId, name: `h${index}`, token });
      const people = Array.from({ length: some }, (_, each) => new Guest({ url, room: roomId, name: `g${index}-${each}` }));
      crowd.rooms.push({ id: roomId, host, guests: [host, ...people] });
    });
    await inBatches(crowd.guests.length, (index) => crowd.guests[index].enter());
    await crowd.settled(30_000);
    await Promise.all(crowd.rooms.map(({ host }) => host.insist("play")));
    crowd.rooms.slice(0, sound).forEach((room, salt) => {
      room.speaker = new Speaker(room.host, salt);
      room.ears = room.guests.slice(1).map((guest) => new Ear(guest, salt));
      room.speaker.start();
    });
    return crowd;
  }

  get guests() {
    return this.rooms.flatMap(({ guests }) => guests);
  }

  /** Rooms whose host is on the air. */
  get sounding() {
    return this.rooms.filter(({ speaker }) => speaker !== undefined);
  }

  /** Everybody goes on talking, and hosts controlling, until {@link hush}. */
  talk() {
    this.rooms.forEach((room, index) => {
      this.#every(LINE_EVERY_MS, () => this.#say(room));
      if (index % LEFT_ALONE_EVERY !== 0) this.#every(CONTROL_EVERY_MS, () => this.#control(room));
    });
  }

  /** Resolves when all that was asked is answered. */
  async hush() {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [];
    await Promise.all(this.#open);
  }

  /**
   * Asks each of these rooms, from outside of the lost nodes, until it answers; the ms from now to the first answer. What is
   * asked is a line of chat where the answer shall mean that the room can write, else something that leaves no trace.
   */
  async answersAgain(rooms, { lost, durable, withinMs }) {
    const began = performance.now();
    const times = await Promise.all(
      rooms.map(async (room) => {
        const asker = room.guests.find((guest) => guest.isIn && !lost.includes(guest.node));
        if (!asker) return null;
        let answered = null;
        while (answered === null && performance.now() - began < withinMs) {
          const text = `line ${++this.#count}`;
          asker.tries(durable ? { type: "chat", text } : { type: "ready", ready: true }).then((done) => {
            if (!done) return;
            answered ??= performance.now() - began;
            if (durable) this.acked.push({ room: room.id, text });
          });
          await sleep(PROBE_EVERY_MS);
        }
        return answered ?? Number.POSITIVE_INFINITY;
      }),
    );
    return times.filter((ms) => ms !== null);
  }

  /** Whether everyone is in within that time. */
  settled(withinMs) {
    return until(withinMs, () => this.guests.every((guest) => guest.isIn));
  }

  /** What does not hold, in words, and does not come to hold soon; empty when all does. Ask when nobody talks any more. */
  async broken() {
    await until(TRUE_WITHIN_MS, () => this.#broken().length === 0 && !this.guests.some((guest) => guest.isAwaiting));
    return this.#broken();
  }

  #broken() {
    const faults = [...this.#refused, ...this.guests.flatMap((guest) => guest.faults)];
    for (const guest of this.guests) if (!guest.isIn) faults.push("a member is stuck outside");
    for (const room of this.rooms) if (!isPresenceTrue(room)) faults.push(`presence is wrong in room ${room.id}`);
    for (const room of this.sounding) faults.push(...brokenSound(room));
    const wanted = grouped(this.acked, ({ room }) => room);
    for (const room of this.rooms) faults.push(...brokenChat(room, wanted.get(room.id) ?? []));
    for (const room of this.rooms) faults.push(...brokenTimeline(room));
    for (const { id, guests } of this.rooms) {
      const spread = spreadOf(guests);
      if (spread > SPREAD_MS_MAX) faults.push(`in room ${id} members are ${Math.round(spread)} ms apart: ${placesOf(guests)}`);
    }
    return faults;
  }

  /** How far apart the members of each room take it to be, in ms; the largest of each. */
  spreads() {
    return this.rooms.map(({ guests }) => spreadOf(guests));
  }

  /** What was noted so far is over. */
  forget() {
    this.asked = [];
    this.#refused = [];
    for (const guest of this.guests) {
      guest.gaps = [];
      guest.faults = [];
    }
    for (const { speaker, ears } of this.sounding) {
      for (const each of [speaker, ...ears]) each.faults = [];
      speaker.silences = [];
      for (const ear of ears) ear.listen();
    }
  }

  disperse() {
    for (const { speaker } of this.sounding) speaker.stop();
    for (const guest of this.guests) guest.leave();
  }

  #every(ms, act) {
    const again = () => {
      const done = act()
        .catch((refusal) => this.#refused.push(`was refused: ${refusal.code} ${refusal.message}`))
        .finally(() => this.#open.delete(done));
      this.#open.add(done);
      this.#timers.push(setTimeout(again, ms));
    };
    this.#timers.push(setTimeout(again, Math.random() * ms));
  }

  async #say(room) {
    const said = ++this.#count;
    const text = `line ${said}`;
    const by = room.guests[said % room.guests.length];
    await by.say(text);
    this.acked.push({ room: room.id, text, by, said });
  }

  /** One after the other, so that it is known which came last; each to a place of its own, so that it is known again. */
  async #control(room) {
    if (room.isControlled) return;
    room.isControlled = true;
    const to = Math.round(Math.random() * 60_000_000) / 1_000_000;
    try {
      this.asked.push(await room.host.insist("seek", to));
      room.soughtLast = to;
    } finally {
      room.isControlled = false;
    }
  }
}

/** Nodes that have only just started may be too busy at first. */
async function opened(url, body) {
  for (let tries = 1; ; tries++) {
    try {
      return await openRoom(url, body);
    } catch (failure) {
      if (tries === OPEN_TRIES_MAX) throw failure;
      await sleep(1_000);
    }
  }
}

function spreadOf(guests) {
  const at = guests.map((guest) => guest.position() * 1_000);
  return Math.max(...at) - Math.min(...at);
}

function placesOf(guests) {
  return guests.map((guest) => `${guest.position().toFixed(3)} s on node ${guest.node}, clock ${Math.round(guest.serverNowMs() - Date.now())} ms`).join("; ");
}

function isPresenceTrue({ guests }) {
  const here = guests.map(({ id }) => id);
  return guests.every((guest) => {
    const members = guest.members;
    return members.size === here.length && here.every((id) => members.has(id));
  });
}

function brokenSound({ id, speaker, ears }) {
  const faults = [speaker, ...ears].flatMap((each) => each.faults).map((fault) => `room ${id}: ${fault}`);
  for (const ear of ears) if (!ear.hears(speaker.seq)) faults.push(`a guest of room ${id} hears nothing any more`);
  return faults;
}

/** Every command was asked until it was done, so nothing that is not acknowledged comes after the last that is. */
function brokenTimeline({ id, guests, soughtLast }) {
  const faults = [];
  if (new Set(guests.map(({ version }) => version)).size > 1) faults.push(`room ${id} has two timelines`);
  const told = new Map();
  for (const guest of guests) {
    for (const [version, timeline] of guest.timelines) {
      if ((told.get(version) ?? timeline) !== timeline) faults.push(`room ${id} had two timelines with version ${version}`);
      told.set(version, timeline);
    }
  }
  if (soughtLast === undefined) return faults;
  for (const guest of guests) {
    const { from } = guest;
    if (Math.abs(from - soughtLast) > SAME_PLACE_S) {
      faults.push(`room ${id} was last sought to ${soughtLast} s, and plays from ${from} s`);
    }
  }
  return faults;
}

function brokenChat({ id, guests }, acked) {
  const faults = [];
  const lines = new Map();
  for (const guest of guests) {
    for (const [seq, text] of guest.lines) {
      if ((lines.get(seq) ?? text) !== text) faults.push(`room ${id} has two lines ${seq}`);
      lines.set(seq, text);
    }
  }
  const last = Math.max(0, ...lines.keys());
  for (let seq = 1; seq <= last; seq++) if (!lines.has(seq)) faults.push(`room ${id} has no line ${seq}`);
  for (const guest of guests) {
    const missing = [...lines.keys()].filter((seq) => !guest.lines.has(seq));
    if (missing.length > 0) {
      faults.push(`a member of room ${id} on node ${guest.node}, away ${guest.gaps.length} times, never saw ${missing} of ${last}`);
    }
  }
  const times = grouped(lines.values(), (text) => text);
  for (const [text, said] of times) if (said.length > 1) faults.push(`room ${id} has "${text}" ${said.length} times`);
  for (const { text } of acked) if (!times.has(text)) faults.push(`room ${id} lost "${text}"`);
  const seqs = new Map([...lines].map(([seq, text]) => [text, seq]));
  for (const own of grouped(acked.filter(({ by }) => by), ({ by }) => by).values()) {
    own.sort((one, other) => one.said - other.said);
    own.slice(1).forEach(({ text }, at) => {
      if (seqs.get(text) < seqs.get(own[at].text)) faults.push(`room ${id} has "${text}" of one member before "${own[at].text}"`);
    });
  }
  return faults;
}

function grouped(values, keyOf) {
  const groups = new Map();
  for (const value of values) {
    const key = keyOf(value);
    if (groups.has(key)) groups.get(key).push(value);
    else groups.set(key, [value]);
  }
  return groups;
}

async function until(withinMs, isSo) {
  const began = performance.now();
  while (performance.now() - began < withinMs) {
    if (isSo()) return true;
    await sleep(100);
  }
  return isSo();
}

async function inBatches(count, act) {
  for (let from = 0; from < count; from += ENTER_AT_ONCE) {
    const batch = Array.from({ length: Math.min(ENTER_AT_ONCE, count - from) }, (_, index) => act(from + index));
    await Promise.all(batch);
  }
}
