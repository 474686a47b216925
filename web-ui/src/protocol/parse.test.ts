import { describe, expect, it } from "vitest";
import { parseServerMessage } from "./parse";

const USER = { id: "ann", name: "Ann", role: "host", ready: true, suspended: null, joinedAt: 5, muted: false };
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

const BROADCAST = {
  broadcastId: "cast-1",
  epoch: 4_000_000_000,
  hostId: "ann",
  codec: "opus",
  sampleRate: 48_000,
  channels: 2,
  tiers: [0, 1, 2],
  playoutDelayMs: 400,
  startedAt: 1_000.25,
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

  it("reads those who came, went and changed together", () => {
    const { message } = parse({ type: "users", joined: [USER], left: ["ben"], changed: [], total: 151 });

    expect(message).toEqual({ type: "users", joined: [USER], left: ["ben"], changed: [], total: 151 });
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

    expect(parse({ type: "settings", settings }).message).toEqual({ type: "settings", settings });
  });

  it("reads who may come in, who has control, and who did what", () => {
    const control = { userId: "ann", untilServerTime: null, requests: ["ben"] };
    const activity = { entry: 7, by: null, what: "kick", about: "ben", serverTime: 5, undoable: true };

    expect(parse({ type: "access", access: { listed: true, password: true, invite: false } }).message).toEqual({
      type: "access",
      access: { listed: true, password: true, invite: false },
    });
    expect(parse({ type: "control:changed", ...control }).message).toEqual({ type: "control:changed", control });
    expect(parse({ type: "control:requested", user: USER, ...control }).message).toEqual({
      type: "control:requested",
      user: USER,
      control,
    });
    expect(parse({ type: "activity", ...activity }).message).toEqual({ type: "activity", activity });
  });

  it("reads a broadcast, and that it doesn't wait where nothing is told of it", () => {
    expect(parse({ type: "broadcast:started", ...BROADCAST }).message).toEqual({
      type: "broadcast:started",
      broadcast: { ...BROADCAST, waitsSinceServerTime: null },
    });
  });

  it("reads what else is told of it", () => {
    const stats = { bitrate: 128, latency: 412, bufferLevel: 90, guestCount: 3, quality: "auto", tiers: [0, 2] };

    for (const message of [
      { type: "broadcast:waiting", broadcastId: "cast-1", sinceServerTime: 5 },
      { type: "broadcast:stopped", reason: "host-lost" },
      { type: "broadcast:stats", ...stats, syncSpreadMs: 1.5 },
      { type: "broadcast:demand", tiers: [] },
      { type: "broadcast:delay", playoutDelayMs: 500, fromSeq: 4_000_000_000 },
      { type: "quality", quality: "low", bitrate: 32, reason: "too-slow" },
      { type: "ack", re: "7", broadcastId: "cast-1", epoch: 4_000_000_000 },
    ]) {
      expect(parse(message)).toEqual({ message, reason: null });
    }
    expect(parse({ type: "ack", re: "7" }).message).toEqual({ type: "ack", re: "7", broadcastId: null, epoch: null });
  });

  it.each([
    ["no JSON", "{", "not JSON"],
    ["no object", "[]", "message: not an object"],
    ["no type", "{}", "message.type: not a text"],
    ["a type from the future", '{"type":"hologram"}', "unknown type 'hologram'"],
    ["the name of something every object has", '{"type":"constructor"}', "unknown type 'constructor'"],
    ["a missing field", '{"type":"ack"}', "message.re: not a text"],
    ["a wrong type", '{"type":"pong","t0":"1","t1":2,"t2":3}', "message.t0: not a number"],
    [
      "an end without a reason",
      '{"type":"broadcast:stopped"}',
      "message.reason: not one of host, host-lost, room-closed",
    ],
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
