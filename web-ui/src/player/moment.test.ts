import { describe, expect, it } from "vitest";
import type { Timeline } from "../protocol/messages";
import { aheadOfRoomS, dueInMs, isOver, lastFrameS, standingS, startableS } from "./moment";

const AT = 1_700_000_000_000;

function timeline(patch: Partial<Timeline> = {}): Timeline {
  return {
    kind: "video",
    src: "/film.m3u8",
    title: null,
    isPlaying: true,
    baseMediaTime: 10,
    baseServerTime: AT,
    playbackRate: 1,
    duration: 120,
    loop: false,
    version: 1,
    by: null,
    reason: null,
    ...patch,
  };
}

describe("The room's moment", () => {
  it("is behind of who is further on", () => {
    expect(aheadOfRoomS(timeline(), 12.5, AT + 2_000)).toBeCloseTo(0.5);
  });

  it("is measured the short way round a loop", () => {
    const loop = timeline({ loop: true, baseMediaTime: 119.5 });

    expect(aheadOfRoomS(loop, 0.2, AT + 500)).toBeCloseTo(0.2);
    expect(aheadOfRoomS(loop, 119.9, AT + 1_000)).toBeCloseTo(-0.6);
  });

  it("is due later in a slower room", () => {
    expect(dueInMs(timeline({ playbackRate: 0.5 }), 11, AT)).toBeCloseTo(2_000);
  });

  it("is due from the start on, where the start is still to come", () => {
    expect(dueInMs(timeline(), 10, AT - 300)).toBeCloseTo(300);
    expect(dueInMs(timeline(), 10.05, AT - 300)).toBeCloseTo(350);
  });

  it("is over at the end of what doesn't loop", () => {
    expect(isOver(timeline(), AT + 109_000)).toBe(false);
    expect(isOver(timeline(), AT + 110_000)).toBe(true);
    expect(isOver(timeline({ loop: true }), AT + 110_000)).toBe(false);
    expect(isOver(timeline({ duration: null }), AT + 900_000)).toBe(false);
  });

  it("is not where one begins to load when it is at the end", () => {
    expect(startableS(timeline(), 30)).toBe(30);
    expect(startableS(timeline(), 120)).toBe(119);
    expect(startableS(timeline({ loop: true }), 119.9)).toBe(119.9);
  });

  it("has its last frame just before the end, of the media or of what the room knows", () => {
    const media = { duration: 119.8 } as HTMLMediaElement;

    expect(lastFrameS(timeline(), media)).toBeCloseTo(119.75);
    expect(lastFrameS(timeline({ duration: 60 }), media)).toBeCloseTo(59.95);
    expect(standingS(timeline({ isPlaying: false, baseMediaTime: 120 }), media)).toBeCloseTo(119.75);
    expect(standingS(timeline({ isPlaying: false, baseMediaTime: 33.2 }), media)).toBe(33.2);
  });
});
