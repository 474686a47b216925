import { describe, expect, it } from "vitest";
import { loudness } from "../live/ear";
import { waveOf } from "./liveWave";

describe("The wave of a live sound", () => {
  it("is a line in silence", () => {
    expect(waveOf([0, 0])).toBe("M620 430.0L1640 430.0L1640 430.0L620 430.0Z");
  });

  it("begins as a line and opens with what came before, as far up as down", () => {
    const levels = Array.from({ length: 21 }, () => 1);

    const wave = waveOf(levels);

    expect(wave.startsWith("M620 430.0L")).toBe(true);
    expect(wave).toContain("L1640 200.0L1640 660.0L");
  });

  it("is as high as the sound seems loud, from what can hardly be heard to all there is", () => {
    expect([0, 0.0001, 1].map(loudness)).toEqual([0, 0, 1]);
    expect(loudness(0.1)).toBeCloseTo(0.6);
  });
});
