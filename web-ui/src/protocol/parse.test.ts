import { describe, expect, it } from "vitest";
import { parseServerMessage } from "./parse";

const USER = { id: "ann", name: "Ann", role: "host", ready: true, suspended: null, joinedAt: 5 };
const STATE = {
  type: "state",
  kind: "video",
  src: "/film.m3u8",
  title: "Film",
  isPlaying: true,
  baseMediaTime: 1.5,
  baseServerTime: 1_000.25,
  playbackRate: 1,
  version: 4,
};

function parse(message: unknown) {
  return parseServerMessage(JSON.stringify(message));
}

describe("Parsing what the server says", () => {
  it("reads a state, with null for what it doesn't tell", () => {
    expect(parse(STATE).message).toEqual({
      type: "state",
      timeline: {
        kind: "video",
        src: "/film.m3u8",
        title: "Film",
        isPlaying: true,
        baseMediaTime: 1.5,
        baseServerTime: 1_000.25,
        playbackRate: 1,
        duration: null,
        loop: false,
        version: 4,
        by: null,
        reason: null,
      },
    });
  });

  it("reads people, and leaves out what it doesn't know of them", () => {
    const { message } = parse({ type: "user:joined", user: { ...USER, mood: "fine" }, total: 3 });

    expect(message).toEqual({ type: "user:joined", user: USER, total: 3 });
  });

  it("reads settings from the message itself", () => {
    const settings = {
      control: "everyone",
      chat: "slow",
      slowModeMs: 1,
      latency: "stable",
      waitFor: "nobody",
      membersMax: 2,
    };

    expect(parse({ type: "settings", ...settings }).message).toEqual({ type: "settings", settings });
  });

  it.each([
    ["no JSON", "{", "not JSON"],
    ["no object", "[]", "message: not an object"],
    ["no type", "{}", "message.type: not a text"],
    ["a type from the future", '{"type":"hologram"}', "unknown type 'hologram'"],
    ["the name of something every object has", '{"type":"constructor"}', "unknown type 'constructor'"],
    ["a missing field", '{"type":"ack"}', "message.re: not a text"],
    ["a wrong type", '{"type":"pong","t0":"1","t1":2,"t2":3}', "message.t0: not a number"],
    ["a wrong word", JSON.stringify({ ...STATE, kind: "game" }), "message.kind: not one of video, track, live"],
    [
      "something wrong deep inside",
      JSON.stringify({ type: "presence", users: [USER, { ...USER, role: "king" }], total: 2 }),
      "message.users[1].role: not one of host, moderator, guest",
    ],
  ])("refuses %s, and says why", (_what, frame, reason) => {
    expect(parseServerMessage(frame)).toEqual({ message: null, reason });
  });

  it("refuses numbers that are none", () => {
    expect(parseServerMessage('{"type":"pong","t0":1e999,"t1":2,"t2":3}').message).toBeNull();
  });
});
