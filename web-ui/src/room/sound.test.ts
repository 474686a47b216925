import { describe, expect, it } from "vitest";
import type { Timeline } from "../protocol/messages";
import type { LiveBroadcast } from "./broadcast";
import { isOfSound } from "./sound";

const NOTHING: Timeline = {
  kind: "live",
  src: null,
  title: "",
  isPlaying: false,
  baseMediaTime: 0,
  baseServerTime: 0,
  playbackRate: 1,
  duration: null,
  loop: false,
  version: 1,
  by: null,
  reason: null,
};
const ON = { broadcastId: "cast-1" } as LiveBroadcast;

describe("A room", () => {
  it("is for sound when it was opened for it, and when there is nothing else while some is on", () => {
    expect(isOfSound({ timeline: { ...NOTHING, title: "Kitchen radio" }, broadcast: null })).toBe(true);
    expect(isOfSound({ timeline: NOTHING, broadcast: ON })).toBe(true);
    expect(isOfSound({ timeline: null, broadcast: ON })).toBe(true);
  });

  it("is not while nothing was chosen, nor with a film that somebody talks over", () => {
    expect(isOfSound({ timeline: NOTHING, broadcast: null })).toBe(false);
    expect(isOfSound({ timeline: { ...NOTHING, kind: "video", src: "/a.m3u8" }, broadcast: ON })).toBe(false);
  });
});
