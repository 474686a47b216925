// A WebSocket client as thin as it gets: a hundred of them must not be what a latency bench measures.
import { createHash, randomBytes } from "node:crypto";
import { connect } from "node:net";

const CONTINUED = 0;
const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const HANDSHAKE_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

function frame(opcode, payload, last = true) {
  const mask = randomBytes(4);
  const long = payload.length > 125;
  const head = Buffer.alloc(long ? 8 : 6);
  head[0] = (last ? 0x80 : 0) | opcode;
  head[1] = 0x80 | (long ? 126 : payload.length);
  if (long) head.writeUInt16BE(payload.length, 2);
  mask.copy(head, long ? 4 : 2);
  const body = Buffer.from(payload);
  for (let i = 0; i < body.length; i++) body[i] ^= mask[i & 3];
  return Buffer.concat([head, body]);
}

/** Length and start of the frame at the head of the buffer, or null while it is not whole. Servers do not mask. */
function firstFrame(buffer) {
  if (buffer.length < 2) return null;
  const short = buffer[1] & 0x7f;
  const start = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (buffer.length < start) return null;
  const length = short === 127 ? Number(buffer.readBigUInt64BE(2)) : short === 126 ? buffer.readUInt16BE(2) : short;
  if (buffer.length < start + length) return null;
  return { opcode: buffer[0] & 0x0f, last: (buffer[0] & 0x80) !== 0, start, end: start + length };
}

export class Socket {
  onText = () => {};
  onBinary = () => {};
  onEnd = () => {};
  /** The head of the answer that opened it. */
  head = "";
  #socket;
  #buffer = Buffer.alloc(0);
  #pieces = [];
  #isText = true;

  constructor(socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("close", () => this.onEnd());
    socket.on("error", () => {});
  }

  /** `from` is an address of this machine to come from. */
  static open(url, from) {
    const { hostname, port, pathname, search, host } = new URL(url);
    return new Promise((done, failed) => {
      const socket = connect({ port: Number(port), host: hostname, localAddress: from });
      const key = randomBytes(16).toString("base64");
      const expected = createHash("sha1").update(key + HANDSHAKE_GUID).digest("base64");
      let answer = Buffer.alloc(0);
      socket.once("error", failed);
      socket.once("connect", () =>
        socket.write(
          `GET ${pathname}${search} HTTP/1.1\r\nHost: ${host}\r\nOrigin: http://${host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
            `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`,
        ),
      );
      const reading = (chunk) => {
        answer = Buffer.concat([answer, chunk]);
        const end = answer.indexOf("\r\n\r\n");
        if (end < 0) return;
        socket.off("data", reading);
        const head = answer.subarray(0, end).toString("latin1");
        if (!head.startsWith("HTTP/1.1 101") || !head.includes(expected)) {
          socket.destroy();
          failed(new Error(`no WebSocket: ${head.split("\r\n")[0]}`));
          return;
        }
        const opened = new Socket(socket);
        opened.head = head;
        done(opened);
        socket.on("data", (data) => opened.#read(data));
        if (answer.length > end + 4) queueMicrotask(() => opened.#read(answer.subarray(end + 4)));
      };
      socket.on("data", reading);
    });
  }

  send(text) {
    this.#socket.write(frame(TEXT, Buffer.from(text)));
  }

  sendBinary(bytes) {
    this.#socket.write(frame(BINARY, Buffer.from(bytes)));
  }

  /** A piece of a text that is never finished. */
  sendPiece(text, isFirst) {
    this.#socket.write(frame(isFirst ? TEXT : CONTINUED, Buffer.from(text), false));
  }

  ping() {
    this.#socket.write(frame(PING, Buffer.from("are you there?")));
  }

  /** Without a word, as when the network is gone. */
  cut() {
    this.#socket.resetAndDestroy();
  }

  close() {
    this.#socket.end(frame(CLOSE, Buffer.from([0x03, 0xe8])));
  }

  #read(chunk) {
    const receivedAt = performance.now();
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    for (let next = firstFrame(this.#buffer); next; next = firstFrame(this.#buffer)) {
      const payload = this.#buffer.subarray(next.start, next.end);
      this.#buffer = this.#buffer.subarray(next.end);
      if (next.opcode === PING) this.#socket.write(frame(PONG, payload));
      else if (next.opcode === CLOSE) this.#socket.end(frame(CLOSE, payload));
      else if (next.opcode <= BINARY) this.#piece(payload, next, receivedAt);
    }
  }

  /** Only the first of a message says what it is. */
  #piece(payload, { opcode, last }, receivedAt) {
    if (this.#pieces.length === 0) this.#isText = opcode === TEXT;
    this.#pieces.push(payload);
    if (!last) return;
    const whole = Buffer.concat(this.#pieces);
    this.#pieces = [];
    if (this.#isText) this.onText(whole.toString("utf8"), receivedAt);
    else this.onBinary(whole, receivedAt);
  }
}
