// node ops/launch/rehearsal.mjs FLAG: a server with that flag of the JVM's and some busy rooms for half a minute, in good order
// to its end, where the JVM writes down what it learned.
import { setTimeout as sleep } from "node:timers/promises";
import { Member, openRoom, sampleFilm } from "../bench/lib/member.mjs";
import { Server } from "./spawn.mjs";

/** All of it stays within what one address may ask. */
const ROOMS = 20;
const MEMBERS = 5;
/** What was asked less than some hundred times each is not compiled, and so not learned. */
const ROUNDS = 20;
const ROUND_MS = 500;

async function gathered(url) {
  const source = await sampleFilm(url);
  const rooms = [];
  for (let room = 0; room < ROOMS; room++) {
    const { roomId, token } = await openRoom(url, { roomName: `Rehearsal ${room}`, source, access: { listed: false } });
    const host = await Member.join(url, roomId, "Host", { token });
    const guests = [];
    for (let guest = 1; guest < MEMBERS; guest++) guests.push(await Member.join(url, roomId, `Guest ${guest}`));
    rooms.push({ roomId, host, guests });
  }
  return rooms;
}

/** The host seeks, everybody else says whether they are ready, and in a quarter of the rooms somebody talks. */
function asked({ host, guests }, index, round) {
  return [
    host.ask({ type: "seek", toMediaTime: round }),
    ...guests.map((guest) => guest.ask({ type: "ready", ready: round % 2 === 0 })),
    ...((index + round) % 4 === 0 ? [guests[0].ask({ type: "chat", text: `Line ${round}` })] : []),
  ];
}

/** Everybody's socket breaks, and everybody comes back: what a node has most of when another is lost. */
async function comeBack(url, room) {
  const back = (member) => {
    member.cut();
    const { you, token, chat } = member.joined;
    return Member.join(url, room.roomId, you.name, { token, since: { chat: chat.messages.at(-1)?.seq ?? 0 } });
  };
  [room.host, ...room.guests] = await Promise.all([room.host, ...room.guests].map(back));
}

const server = await Server.create({
  name: "rehearsal",
  environment: { TUTTI_JAVA_OPTS: process.argv[2], TUTTI_JDBC_URL: "" },
});
try {
  await server.start();
  const rooms = await gathered(server.url);
  for (let round = 0; round < ROUNDS; round++) {
    await Promise.all(rooms.flatMap((room, index) => asked(room, index, round)));
    await sleep(ROUND_MS);
    await Promise.all(rooms.map((room) => comeBack(server.url, room)));
  }
  for (const { host, guests } of rooms) for (const member of [host, ...guests]) member.leave();
  await server.stop();
} finally {
  await server.dispose();
}
