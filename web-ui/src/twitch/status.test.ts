import { describe, expect, it } from "vitest";
import { configuredStatusUrl } from "./helper";
import { aheadSeconds, parseStatus, type Status, targetSeconds } from "./status";

const ANSWER = {
  track_id: "example",
  track_url: "https://cdn.example.org/example.mp3",
  timestamp: 42.5,
  is_playing: true,
  updated_at: 1_763_700_000,
  duration: 120,
  server_time: 1_763_700_000_250,
};

const STATUS: Status = {
  trackId: "example",
  trackUrl: "https://cdn.example.org/example.mp3",
  positionS: 42.5,
  isPlaying: true,
  durationS: 120,
  serverTimeMs: 1_763_700_000_250,
};

describe("An answer of /status", () => {
  it("is read", () => {
    expect(parseStatus(ANSWER)).toEqual(STATUS);
  });

  it("may leave the duration open", () => {
    expect(parseStatus({ ...ANSWER, duration: null })?.durationS).toBeNull();
  });

  it.each([
    ["nothing", null],
    ["a list", []],
    ["no track", { ...ANSWER, track_url: null }],
    ["a script for a track", { ...ANSWER, track_url: "javascript:alert(1)" }],
    ["a position before the beginning", { ...ANSWER, timestamp: -1 }],
    ["a position that is no number", { ...ANSWER, timestamp: "42.5" }],
    ["no clock", { ...ANSWER, server_time: undefined }],
  ])("is nothing when it holds %s", (_, answer) => {
    expect(parseStatus(answer)).toBeNull();
  });
});

describe("The target", () => {
  it("goes on with the server's clock", () => {
    expect(targetSeconds(STATUS, STATUS.serverTimeMs + 1_500)).toBeCloseTo(44, 9);
  });

  it("begins again at the end", () => {
    expect(targetSeconds(STATUS, STATUS.serverTimeMs + 80_000)).toBeCloseTo(2.5, 9);
  });

  it("stands while paused", () => {
    expect(targetSeconds({ ...STATUS, isPlaying: false }, STATUS.serverTimeMs + 5_000)).toBe(42.5);
  });

  it("is missed by the shorter way round", () => {
    expect(aheadSeconds(119.9, 0.1, 120)).toBeCloseTo(-0.2, 9);
    expect(aheadSeconds(0.1, 119.9, 120)).toBeCloseTo(0.2, 9);
    expect(aheadSeconds(119.9, 0.1, null)).toBeCloseTo(119.8, 9);
  });
});

describe("The streamer's configuration", () => {
  it("names the server", () => {
    expect(configuredStatusUrl('{"statusUrl":"https://tutti.example.org/status"}')).toBe(
      "https://tutti.example.org/status",
    );
  });

  it.each([undefined, "", "no json", "null", "{}", '{"statusUrl":"javascript:alert(1)"}', '{"statusUrl":7}'])(
    "says nothing in %o",
    (content) => {
      expect(configuredStatusUrl(content)).toBeNull();
    },
  );
});
