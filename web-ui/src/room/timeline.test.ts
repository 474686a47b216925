import { describe, expect, it } from "vitest";
import type { Timeline } from "../protocol/messages";
import { targetSeconds } from "./timeline";

const AT = 1_795_000_000_000;
const PLAYING: Timeline = {
  kind: "video",
  src: "/film.m3u8",
  title: null,
  isPlaying: true,
  baseMediaTime: 30,
  baseServerTime: AT,
  playbackRate: 1,
  duration: 120,
  loop: false,
  version: 1,
  by: null,
  reason: null,
};

describe("The target", () => {
  it.each([
    ["goes with the clock", PLAYING, 2_500, 32.5],
    ["goes at the room's rate", { ...PLAYING, playbackRate: 1.5 }, 2_000, 33],
    ["stands while paused", { ...PLAYING, isPlaying: false }, 99_000, 30],
    ["waits for a start that is to come", PLAYING, -700, 30],
    ["stops at the end", PLAYING, 500_000, 120],
    ["goes on without a known end", { ...PLAYING, duration: null }, 500_000, 530],
    ["wraps where it loops", { ...PLAYING, loop: true }, 95_000, 5],
    ["is 0, not the end, at the moment of wrapping", { ...PLAYING, loop: true }, 90_000, 0],
  ] as const)("%s", (_what, timeline, afterMs, seconds) => {
    expect(targetSeconds(timeline, AT + afterMs)).toBeCloseTo(seconds, 6);
  });
});
