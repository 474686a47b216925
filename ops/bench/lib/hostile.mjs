// Clients that mean harm, in a process of their own, each from an address of its own. Reads one line, `{url, room, count}`; says "in"
// when all have begun, and with "tell" what became of them.
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { Socket } from "./websocket.mjs";

/** What one of them does, once in. Each goes on until it is thrown out, and comes back. */
const HARM = {
  chat: (socket, n) => socket.send(JSON.stringify({ type: "chat", text: `spam ${n} ${"x".repeat(400)}` })),
  seeks: (socket, n) => socket.send(JSON.stringify({ type: "seek", toMediaTime: n % 100 })),
  nonsense: (socket) => socket.send(`{"type": "chat", "text": `),
  frames: (socket) => socket.sendBinary(Buffer.alloc(60_000)),
  joins: (socket) => socket.cut(),
  cheers: (socket) => socket.send(JSON.stringify({ type: "react", emoji: "👍" })),
  pieces: (socket, n) => socket.sendPiece(n === 0 ? "{" : " ", n === 0),
  pings: (socket) => socket.ping(),
};
/** What others do over HTTP: rooms by the thousand, guesses, a list, what is not there. */
const REQUESTS = [
  () => ["POST", "/api/rooms", { roomName: "Spam" }],
  (room, n) => ["POST", `/api/rooms/${room}/tokens`, { name: "Mallory", password: `guess ${n}`, invite: n % 2 ? "no.such.invite" : undefined }],
  () => ["GET", "/api/rooms?limit=100"],
  (_, n) => ["GET", `/status?room=nowhere-${n}`],
  () => ["GET", "/media/film/master.m3u8"],
];
const KINDS = [...Object.keys(HARM), "requests"];
const EVERY_MS = 10;
const BACK_AFTER_MS = 50;

const counts = { sent: 0, opened: 0, refused: 0, thrownOut: 0, answers: {} };

function address(index) {
  return `127.0.2.${index + 1}`;
}

async function visit({ url, room }, index, kind) {
  const socket = await Socket.open(`${url.replace(/^http/, "ws")}/ws`, address(index));
  counts.opened++;
  let over = false;
  socket.onEnd = () => {
    over = true;
  };
  // A token that is none is refused, and the guest comes in without it.
  socket.send(JSON.stringify({ type: "join", roomId: room, name: "Mallory", token: "no.such.token" }));
  socket.send(JSON.stringify({ type: "join", roomId: room, name: "Mallory" }));
  for (let n = 0; !over; n++) {
    HARM[kind](socket, n);
    counts.sent++;
    await sleep(EVERY_MS);
  }
  counts.thrownOut++;
}

function answered(url, agent, [method, path, body]) {
  return new Promise((done, failed) => {
    const asked = request(new URL(path, url), { method, agent, headers: body ? { "content-type": "application/json" } : {} }, (answer) => {
      answer.resume();
      answer.once("end", () => done(answer.statusCode));
      answer.once("error", failed);
    });
    asked.once("error", failed);
    asked.end(body && JSON.stringify(body));
  });
}

async function requests({ url, room }, index) {
  const agent = new Agent({ keepAlive: true, localAddress: address(index), maxSockets: 1 });
  for (let n = 0; ; n++) {
    counts.sent++;
    const status = await answered(url, agent, REQUESTS[n % REQUESTS.length](room, n));
    counts.answers[status] = (counts.answers[status] ?? 0) + 1;
    await sleep(EVERY_MS);
  }
}

async function harm(asked, index) {
  const kind = KINDS[index % KINDS.length];
  for (;;) {
    await (kind === "requests" ? requests(asked, index) : visit(asked, index, kind)).catch(() => counts.refused++);
    await sleep(BACK_AFTER_MS);
  }
}

const input = createInterface({ input: process.stdin });
input.on("line", (line) => {
  if (line === "tell") {
    console.log(`told ${JSON.stringify(counts)}`);
    return;
  }
  const asked = JSON.parse(line);
  for (let index = 0; index < asked.count; index++) void harm(asked, index);
  console.log("in");
});
input.once("close", () => process.exit(0));
