// A member of a room without a browser: the page's own client, and all that passes over its sockets written down.
import { Socket } from "../bench/lib/websocket.mjs";
import { createRoomSession, targetSeconds } from "./client.mjs";

const ANSWER_WITHIN_MS = 4_000;
const ASK_AGAIN_AFTER_MS = 300;
/** Longer than any outage here: a room that is not back after this is lost. */
const INSISTS_FOR_MS = 120_000;
const PASSING = new Set(["unavailable", "rate-limited", "draining", "internal"]);

export class Guest {
  /** The text of each line seen, by its `seq`. */
  lines = new Map();
  /** When this member was not in the room by any socket: `from` and `to` in ms of performance.now, and the node that was lost. */
  gaps = [];
  /** What went against the protocol, in words. */
  faults = [];
  /** What each version of the room's timeline was, as told when it began. */
  timelines = new Map();
  /** Of the room's timeline, as last told. */
  version = 0;
  node = null;
  /** How often it came in. */
  joins = 0;

  #url;
  #room;
  #name;
  #token;
  #session = null;
  #socket = null;
  #id = null;
  #lost = null;
  #asked = new Map();
  #nextId = 0;
  #awaited = null;
  #overdue;

  constructor({ url, room, name, token }) {
    this.#url = `${url.replace(/^http/, "ws")}/ws`;
    this.#room = room;
    this.#name = name;
    this.#token = token;
  }

  get isIn() {
    return this.#session?.state().connection.kind === "open";
  }

  get id() {
    return this.#id;
  }

  get room() {
    return this.#room;
  }

  /** The ids of those whom this member sees in the room. */
  get members() {
    return new Set(this.#session.state().room.members.map(({ id }) => id));
  }

  /** Resolves when it is in for the first time. */
  enter() {
    return new Promise((done) => {
      this.#session = createRoomSession({
        roomId: this.#room,
        name: this.#name,
        storage: null,
        connect: () => tapped(this.#url, (message, socket) => this.#hear(message, socket)),
        ...(this.#token ? { token: this.#token } : {}),
      });
      this.#session.subscribe(() => {
        this.#watch(this.#session.state().connection);
        if (this.isIn) done();
      });
    });
  }

  leave() {
    this.#session?.leave();
  }

  /** A line of chat, until the page would show it as said. */
  say(text) {
    return this.#session.say(text);
  }

  /** A host's `play`, `seek` and the like, asked until it is done; resolves with how often that was. */
  async insist(command, ...args) {
    const deadline = performance.now() + INSISTS_FOR_MS;
    for (let asked = 1; ; asked++) {
      try {
        await this.#session[command](...args);
        return asked;
      } catch (refusal) {
        if (!PASSING.has(refusal.code) || performance.now() > deadline) throw refusal;
        await new Promise((done) => setTimeout(done, ASK_AGAIN_AFTER_MS));
      }
    }
  }

  /** Asked once, and given up soon; whether it was done. */
  tries(message) {
    if (!this.isIn) return Promise.resolve(false);
    const id = `try-${this.#nextId++}`;
    return new Promise((done) => {
      const timer = setTimeout(() => settle(false), ANSWER_WITHIN_MS);
      const settle = (isDone) => {
        clearTimeout(timer);
        this.#asked.delete(id);
        done(isDone);
      };
      this.#asked.set(id, settle);
      this.#socket.send(JSON.stringify({ ...message, id }));
    });
  }

  isPassing({ code }) {
    return PASSING.has(code);
  }

  startBroadcast(feed) {
    return this.#session.startBroadcast(feed);
  }

  sendSound(frame) {
    return this.#session.sendSound(frame);
  }

  onSound(hear) {
    this.#session.onSound(hear);
    // What the wire could carry best would be another matter than what the nodes do.
    this.#session.requestQuality("high").catch(() => {});
  }

  /** Whether the clock of the node is measured, and no guess from its first message. */
  get isClockKnown() {
    return this.#session.clockReady();
  }

  serverNowMs() {
    return this.#session.serverNowMs();
  }

  /** Its connection breaks, and it comes back as the page would. */
  cut() {
    this.#socket.cut();
  }

  /** Where this member takes the room to be now, in seconds. */
  position() {
    const { timeline, next } = this.#session.state().room;
    return targetSeconds(this.isAwaiting || next === null ? timeline : next, this.#session.serverNowMs());
  }

  /** Whether it was told of a change that is still to come: in that very moment it may be there and others not yet. */
  get isAwaiting() {
    const { next } = this.#session.state().room;
    return next !== null && next.baseServerTime > this.#session.serverNowMs();
  }

  /** Where it was put at the last change, in seconds. */
  get from() {
    const { timeline, next } = this.#session.state().room;
    return (next ?? timeline).baseMediaTime;
  }

  #watch({ kind, code }) {
    if (kind === "open" && this.#lost !== null) {
      this.gaps.push({ ...this.#lost, to: performance.now() });
      this.#lost = null;
    } else if (kind !== "open" && this.#id !== null) {
      this.#lost ??= { from: performance.now(), node: this.node };
    }
    if (kind === "ended" && code !== "left") this.faults.push(`was sent away with ${code}`);
  }

  #hear(message, socket) {
    if (message.type === "joined") this.#joined(message, socket);
    // A socket that was left for the next one may still tell what is older.
    if (socket !== this.#socket) return;
    switch (message.type) {
      case "state":
        this.#began(message);
        this.#told(message.version);
        break;
      case "resync":
        this.#told(message.version);
        break;
      case "chat":
        this.#line(message);
        break;
      case "ack":
      case "error":
        this.#asked.get(message.re)?.(message.type === "ack");
        break;
      default:
    }
  }

  #joined({ you, state, chat }, socket) {
    this.#socket = socket;
    this.joins += 1;
    this.node = Number(/x-tutti-node: node-(\d+)/i.exec(socket.head)?.[1] ?? 0);
    if (this.#id !== null && this.#id !== you.id) this.faults.push(`came back as ${you.id}, was ${this.#id}`);
    this.#id = you.id;
    // While a change is still to come, `joined` tells what holds, with the version before it, and `state` follows at once.
    if (state.version === this.version - 1) this.#awaited = this.version;
    else this.#told(state.version);
    clearTimeout(this.#overdue);
    this.#overdue = setTimeout(() => {
      if (this.#awaited !== null) this.faults.push(`version ${this.#awaited} was told before, and never again`);
    }, ANSWER_WITHIN_MS);
    for (const line of chat.messages) this.#line(line);
  }

  #told(version) {
    if (this.#awaited !== null && version >= this.#awaited) this.#awaited = null;
    if (version < this.version) this.faults.push(`version went back from ${this.version} to ${version}`);
    this.version = version;
  }

  /** Without the server's time of it, in which nodes may differ by a little. */
  #began({ version, isPlaying, baseMediaTime, playbackRate }) {
    const timeline = JSON.stringify({ isPlaying, baseMediaTime, playbackRate });
    const known = this.timelines.get(version);
    if (known !== undefined && known !== timeline) this.faults.push(`version ${version} was ${known} and is ${timeline}`);
    this.timelines.set(version, timeline);
  }

  #line({ seq, text }) {
    const known = this.lines.get(seq);
    if (known !== undefined && known !== text) this.faults.push(`line ${seq} was "${known}" and is "${text}"`);
    this.lines.set(seq, text);
  }
}

/** What the page's client takes for a browser's WebSocket; `hear` is told first, with the socket it came by. */
function tapped(url, hear) {
  let opened = null;
  let isClosed = false;
  const raw = {
    onopen: null,
    onmessage: null,
    onclose: null,
    bufferedAmount: () => 0,
    send: (data) => (typeof data === "string" ? opened?.send(data) : opened?.sendBinary(data)),
    close() {
      isClosed = true;
      opened?.close();
    },
  };
  Socket.open(url).then(
    (socket) => {
      opened = socket;
      socket.onText = (text) => {
        if (isClosed) return;
        hear(JSON.parse(text), socket);
        raw.onmessage?.({ data: text });
      };
      socket.onBinary = (bytes) => {
        if (!isClosed) raw.onmessage?.({ data: Uint8Array.from(bytes).buffer });
      };
      socket.onEnd = () => raw.onclose?.();
      if (isClosed) socket.close();
      else raw.onopen?.();
    },
    () => raw.onclose?.(),
  );
  return raw;
}
