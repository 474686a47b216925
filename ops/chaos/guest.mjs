// A member of a room without a browser, as stubborn as one with: comes back after a loss with its token, goes on asking what
// was not answered with the same id, moves on before a node that drains is gone, and writes down all it sees.
import { Socket } from "../bench/lib/websocket.mjs";

const RETRY_FIRST_MS = 300;
const RETRY_MAX_MS = 10_000;
const RETRY_GROWTH = 1.2;
const ANSWER_WITHIN_MS = 4_000;
const ASK_AGAIN_AFTER_MS = 300;
const OPENED_WITHIN_MS = 3_000;
const PING_EVERY_MS = 5_000;
const SILENT_FOR_MS = 8_000;
const PROBES = 6;
const PASSING = new Set(["unavailable", "rate-limited", "draining", "internal", "not-joined", "lost"]);

export class Guest {
  /** The text of each line seen, by its `seq`; two texts under one number is what must not be. */
  lines = new Map();
  /** When this member had no socket: `from` and `to` in ms of performance.now, and the node that was lost. */
  gaps = [];
  /** What went against the protocol, in words. */
  faults = [];
  members = new Set();
  state = null;
  node = null;
  offsetMs = 0;

  #url;
  #room;
  #name;
  #token;
  #id = null;
  #wire = null;
  #lostAt = null;
  #attempt = 0;
  #waiting = new Map();
  #nextId = 0;
  #bestRtt = Number.POSITIVE_INFINITY;
  #gone = false;
  #dialing = false;
  #timer;
  #pings;
  #heardAt = 0;

  constructor({ url, room, name, token }) {
    this.#url = `${url.replace(/^http/, "ws")}/ws`;
    this.#room = room;
    this.#name = name;
    this.#token = token;
  }

  get isIn() {
    return this.#wire !== null;
  }

  get id() {
    return this.#id;
  }

  get room() {
    return this.#room;
  }

  async enter() {
    await this.#dial();
    this.#pings = setInterval(() => this.#beat(), PING_EVERY_MS);
  }

  leave() {
    this.#gone = true;
    clearTimeout(this.#timer);
    clearInterval(this.#pings);
    this.#wire?.send(JSON.stringify({ type: "leave" }));
    this.#wire?.close();
    this.#wire = null;
  }

  /** Asked until it is done, however long that takes; resolves with when it was answered and how often it was asked. */
  async insist(message) {
    const id = `${this.#name}-${this.#nextId++}`;
    for (let asked = 1; ; asked++) {
      const code = await this.#ask({ ...message, id });
      if (code === "ok") return { id, at: performance.now(), asked };
      if (!PASSING.has(code)) throw new Error(`${message.type} was answered ${code}`);
      if (this.#gone) return null;
      await new Promise((done) => setTimeout(done, ASK_AGAIN_AFTER_MS));
    }
  }

  /** Asked once; whether it was done. */
  async tries(message) {
    return (await this.#ask({ ...message, id: `${this.#name}-${this.#nextId++}` })) === "ok";
  }

  /** Where this member takes the room to be, in seconds, at an instant of performance.now of this process. */
  positionAt(nowMs) {
    const { isPlaying, baseMediaTime, baseServerTime, playbackRate, duration } = this.state;
    const server = performance.timeOrigin + nowMs + this.offsetMs;
    const moved = isPlaying ? (Math.max(0, server - baseServerTime) / 1_000) * playbackRate : 0;
    const position = baseMediaTime + moved;
    return duration ? Math.min(position, duration) : position;
  }

  /** Measures the clock of the node it is on anew. */
  async probe() {
    this.#bestRtt = Number.POSITIVE_INFINITY;
    for (let i = 0; i < PROBES; i++) await this.#ask({ type: "ping", t0: wallMs(), id: `p${this.#nextId++}` });
  }

  async #dial() {
    clearTimeout(this.#timer);
    this.#dialing = true;
    try {
      await this.#join(await opened(this.#url));
    } catch {
      // Nobody answered, or not in time.
    }
    this.#dialing = false;
    if (this.#wire === null) this.#retry();
  }

  async #join(socket) {
    socket.onEnd = () => this.#ended(socket);
    await new Promise((done) => {
      const late = setTimeout(() => socket.close(), ANSWER_WITHIN_MS);
      socket.onText = (text) => {
        const message = JSON.parse(text);
        if (message.type !== "joined") {
          if (message.type === "error" || message.type === "bye") socket.close();
          return;
        }
        clearTimeout(late);
        this.#joined(socket, message);
        done();
      };
      const last = Math.max(0, ...this.lines.keys());
      socket.send(
        JSON.stringify({
          type: "join",
          id: `j${this.#nextId++}`,
          roomId: this.#room,
          name: this.#name,
          ...(this.#token ? { token: this.#token } : {}),
          ...(last > 0 ? { since: { chat: last } } : {}),
        }),
      );
      const end = socket.onEnd;
      socket.onEnd = () => {
        clearTimeout(late);
        end();
        done();
      };
    });
  }

  #joined(socket, message) {
    const old = this.#wire;
    this.#wire = socket;
    this.node = Number(/x-tutti-node: node-(\d+)/i.exec(socket.head)?.[1] ?? 0);
    this.#attempt = 0;
    this.#heardAt = performance.now();
    if (this.#lostAt !== null) {
      this.gaps.push({ from: this.#lostAt.at, to: performance.now(), node: this.#lostAt.node });
      this.#lostAt = null;
    }
    if (this.#id !== null && this.#id !== message.you.id) this.faults.push(`came back as ${message.you.id}, was ${this.#id}`);
    this.#id = message.you.id;
    this.#token = message.token;
    this.#bestRtt = Number.POSITIVE_INFINITY;
    this.offsetMs = message.serverTime - wallMs();
    this.state = message.state;
    this.members = new Set(message.presence.users.map(({ id }) => id));
    for (const line of message.chat.messages) this.#line(line);
    socket.onText = (text) => this.#hear(socket, JSON.parse(text));
    if (old !== null) {
      this.#abandon();
      old.close();
    }
    for (let i = 0; i < PROBES; i++) this.#send({ type: "ping", t0: wallMs(), id: `p${this.#nextId++}` });
  }

  #hear(socket, message) {
    if (socket !== this.#wire) return;
    this.#heardAt = performance.now();
    switch (message.type) {
      case "ack":
      case "error":
        this.#waiting.get(message.re)?.(message.type === "ack" ? "ok" : message.code);
        break;
      case "pong":
        this.#pong(message);
        this.#waiting.get(message.re)?.("ok");
        break;
      case "resync":
      case "state":
        if (message.version < this.state.version) {
          this.faults.push(`version went back from ${this.state.version} to ${message.version}`);
        }
        this.state = message;
        break;
      case "chat":
        this.#line(message);
        break;
      case "user:joined":
        this.members.add(message.user.id);
        break;
      case "user:left":
        this.members.delete(message.userId);
        break;
      case "bye":
        if (message.code === "draining") this.#timer = setTimeout(() => this.#dial(), message.retryAfterMs ?? 0);
        break;
      default:
    }
  }

  #line({ seq, text }) {
    const known = this.lines.get(seq);
    if (known !== undefined && known !== text) this.faults.push(`line ${seq} was "${known}" and is "${text}"`);
    this.lines.set(seq, text);
  }

  #pong({ t0, t1, t2 }) {
    const t3 = wallMs();
    const rtt = t3 - t0 - (t2 - t1);
    if (rtt <= this.#bestRtt) {
      this.#bestRtt = rtt;
      this.offsetMs = (t1 - t0 + (t2 - t3)) / 2;
    }
  }

  #beat() {
    if (this.#wire === null) return;
    if (performance.now() - this.#heardAt > SILENT_FOR_MS) this.#wire.close();
    else this.#send({ type: "ping", t0: wallMs(), id: `p${this.#nextId++}` });
  }

  #ended(socket) {
    if (socket === this.#wire) {
      this.#wire = null;
      this.#lostAt = { at: performance.now(), node: this.node };
      this.#abandon();
      if (!this.#gone) this.#retry();
    } else if (!this.#gone && this.#wire === null) {
      this.#retry();
    }
  }

  #retry() {
    if (this.#gone || this.#dialing) return;
    clearTimeout(this.#timer);
    const ceiling = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * RETRY_GROWTH ** this.#attempt++);
    this.#timer = setTimeout(() => this.#dial(), ceiling * (0.5 + Math.random() / 2));
  }

  #abandon() {
    for (const settle of [...this.#waiting.values()]) settle("lost");
  }

  #send(message) {
    this.#wire?.send(JSON.stringify(message));
  }

  #ask(message) {
    if (this.#wire === null) return Promise.resolve("lost");
    return new Promise((done) => {
      const timer = setTimeout(() => settle("unavailable"), ANSWER_WITHIN_MS);
      const settle = (code) => {
        clearTimeout(timer);
        this.#waiting.delete(message.id);
        done(code);
      };
      this.#waiting.set(message.id, settle);
      this.#send(message);
    });
  }
}

function wallMs() {
  return performance.timeOrigin + performance.now();
}

function opened(url) {
  const opening = Socket.open(url);
  return new Promise((done, failed) => {
    const late = setTimeout(() => {
      opening.then((socket) => socket.close()).catch(() => {});
      failed(new Error("too late"));
    }, OPENED_WITHIN_MS);
    opening.then(done, failed).finally(() => clearTimeout(late));
  });
}
