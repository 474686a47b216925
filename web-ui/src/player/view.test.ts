// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import type { Timeline } from "../protocol/messages";
import { FakeMedia } from "./fakeMedia";
import type { FollowerMode } from "./follower";
import type { PlayerState } from "./state";
import { viewOf } from "./view";

const NOW = 1_795_000_000_000;

const GOAL: Timeline = {
  kind: "video",
  src: "/film.m3u8",
  title: null,
  isPlaying: true,
  baseMediaTime: 118,
  baseServerTime: NOW - 5_000,
  playbackRate: 1,
  duration: 120,
  loop: false,
  version: 1,
  by: null,
  reason: null,
};

const BEFORE = { inStep: "unknown" } as PlayerState;

function seen(goal: Timeline, mode: FollowerMode, standsAtS: number): PlayerState {
  const media = new FakeMedia();
  media.element.currentTime = standsAtS;
  return viewOf({
    goal,
    media: media.element,
    follower: {
      mode,
      sinceMs: performance.now(),
      driftMs: null,
      stalled: false,
      hardSeeks: 0,
      underruns: 0,
      rateChanges: 0,
      lateMs: 0,
      costs: { leaving: 0, returning: 0 },
      message: "",
    },
    loading: true,
    error: null,
    durationS: 119.96,
    serverNowMs: NOW,
    clockReady: true,
    choices: { levels: [], subtitles: [] },
    level: -1,
    subtitle: -1,
    driftHistory: [],
    before: BEFORE,
  });
}

describe("What the page is told", () => {
  it("at the end is the end, though the last frame stands a little before it", () => {
    expect(seen(GOAL, "over", 119.95)).toMatchObject({ phase: "ended", positionS: 120, durationS: 120 });
  });

  it("is the end too, and in step, where the room is paused there", () => {
    const goal = { ...GOAL, isPlaying: false, baseMediaTime: 120 };

    expect(seen(goal, "standing", 119.95)).toMatchObject({ phase: "paused", positionS: 120, inStep: "in-step" });
  });

  it("is where one's own picture stands anywhere else", () => {
    const goal = { ...GOAL, isPlaying: false, baseMediaTime: 60 };

    expect(seen(goal, "standing", 59.99).positionS).toBe(59.99);
  });
});
