// A member of a room without a browser.
import { Socket } from "./websocket.mjs";

const ANSWER_WITHIN_MS = 10_000;
/** Whoever is silent for longer than the server's `silence-max` is dropped. */
const PING_EVERY_MS = 15_000;

export async function openRoom(url, body) {
  const answer = await fetch(`${url}/api/rooms`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (answer.status === 201) return answer.json();
  throw Object.assign(new Error(`POST /api/rooms: ${answer.status} ${await answer.text()}`), { status: answer.status });
}

/** The built-in film as a room's source. */
export async function sampleFilm(url) {
  const { samples } = await (await fetch(`${url}/api/samples`)).json();
  const { kind, src, title, duration, loop } = samples.find((sample) => sample.id === "film");
  return { kind, src, title, duration, loop };
}

export class Member {
  onMessage = () => {};
  onEnd = () => {};
  #socket;
  #nextId = 1;
  #waiting = new Map();

  constructor(socket) {
    this.#socket = socket;
    socket.onText = (text, receivedAt) => {
      const message = JSON.parse(text);
      const answered = this.#waiting.get(message.re);
      if (answered) {
        this.#waiting.delete(message.re);
        if (message.type === "error") answered.failed(new Error(message.code));
        else answered.done(message);
      }
      this.onMessage(message, receivedAt);
    };
    const pings = setInterval(() => this.send({ type: "ping", t0: performance.now() }), PING_EVERY_MS);
    socket.onEnd = () => {
      clearInterval(pings);
      for (const { failed } of this.#waiting.values()) failed(new Error("the socket ended"));
      this.#waiting.clear();
      this.onEnd();
    };
  }

  /** `token` and `since` as the protocol has them; `from` is an address of this machine to come from. */
  static async join(url, roomId, name, { from, ...more } = {}) {
    const member = new Member(await Socket.open(`${url.replace(/^http/, "ws")}/ws`, from));
    member.joined = await member.ask({ type: "join", roomId, name, ...more });
    return member;
  }

  send(message) {
    this.#socket.send(JSON.stringify(message));
  }

  /** A frame of sound, as its bytes are. */
  sendSound(bytes) {
    this.#socket.sendBinary(bytes);
  }

  /** Resolves with the answer to this message, or fails with its code. */
  ask(message) {
    const id = `m${this.#nextId++}`;
    return new Promise((done, failed) => {
      const timer = setTimeout(() => failed(new Error(`no answer to ${message.type}`)), ANSWER_WITHIN_MS);
      const end = (settle) => (value) => {
        clearTimeout(timer);
        settle(value);
      };
      this.#waiting.set(id, { done: end(done), failed: end(failed) });
      this.send({ ...message, id });
    });
  }

  leave() {
    this.send({ type: "leave" });
    this.#socket.close();
  }

  /** The connection breaks. */
  cut() {
    this.#socket.cut();
  }
}
