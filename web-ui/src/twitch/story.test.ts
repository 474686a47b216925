import { describe, expect, it } from "vitest";
import { tell } from "./story";
import type { TrackState } from "./track";

const PLAYING: TrackState = { mode: "playing", positionS: 10, durationS: 120, errorS: 0.02 };
const NOW_MS = 100_000;

describe("What the panel says", () => {
  it("is calm while all is well", () => {
    expect(tell(PLAYING, NOW_MS - 2_000, 0, NOW_MS)).toBe("in-step");
    expect(tell({ ...PLAYING, errorS: -0.3 }, NOW_MS - 2_000, 0, NOW_MS)).toBe("catching-up");
    expect(tell({ ...PLAYING, mode: "paused" }, NOW_MS - 2_000, 0, NOW_MS)).toBe("paused");
    expect(tell({ ...PLAYING, mode: "refused" }, NOW_MS - 2_000, 0, NOW_MS)).toBe("blocked");
  });

  it("keeps a single lost answer to itself", () => {
    expect(tell(PLAYING, NOW_MS - 4_000, 1, NOW_MS)).toBe("in-step");
  });

  it("tells of an outage, and that the music goes on", () => {
    expect(tell(PLAYING, NOW_MS - 12_000, 3, NOW_MS)).toBe("reconnecting");
  });

  it("gives up after half a minute", () => {
    expect(tell({ ...PLAYING, mode: "empty" }, NOW_MS - 31_000, 6, NOW_MS)).toBe("lost");
  });

  it("does not blame the network for a tab that slept", () => {
    expect(tell(PLAYING, NOW_MS - 300_000, 0, NOW_MS)).toBe("in-step");
  });

  it("waits a moment before it complains at the start", () => {
    const empty: TrackState = { mode: "empty", positionS: 0, durationS: null, errorS: null };

    expect(tell(empty, null, 1, NOW_MS)).toBe("connecting");
    expect(tell(empty, null, 2, NOW_MS)).toBe("lost");
  });
});
