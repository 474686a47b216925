import { describe, expect, it } from "vitest";
import { createRelaxing, type Struggle } from "./relaxing";

const CALM: Struggle = {
  nowMs: 0,
  underruns: 0,
  tier: 2,
  neededP95Ms: 300,
  neededP99Ms: 700,
  playoutDelayMs: 400,
};

describe("a guest who cannot keep up", () => {
  it("stays with the room at one hole or two", () => {
    const relaxing = createRelaxing();

    expect(relaxing.observe({ ...CALM, nowMs: 1_000, underruns: 1 })).toBe(0);
    expect(relaxing.observe({ ...CALM, nowMs: 2_000, underruns: 2 })).toBe(0);
  });

  it("plays behind at three in ten seconds, by what the sound needs", () => {
    const relaxing = createRelaxing();
    relaxing.observe({ ...CALM, nowMs: 1_000, underruns: 2 });

    expect(relaxing.observe({ ...CALM, nowMs: 2_000, underruns: 3 })).toBe(360);
  });

  it("lets the server try a lower quality first", () => {
    const relaxing = createRelaxing();

    expect(relaxing.observe({ ...CALM, tier: 0, nowMs: 1_000, underruns: 3 })).toBe(0);
    expect(relaxing.observe({ ...CALM, tier: 0, nowMs: 8_000, underruns: 4 })).toBe(0);
    expect(relaxing.observe({ ...CALM, tier: 0, nowMs: 9_500, underruns: 5 })).toBeGreaterThan(0);
  });

  it("goes farther behind while it is not enough, but not without end", () => {
    const relaxing = createRelaxing();

    const steps = Array.from({ length: 40 }, (_, i) =>
      relaxing.observe({ ...CALM, neededP99Ms: 400, nowMs: i * 1_000, underruns: i * 3 }),
    );

    expect(steps.slice(0, 4)).toEqual([0, 100, 200, 300]);
    expect(steps.at(-1)).toBe(2_000);
  });

  it("comes back after half a minute without a hole, if it would fit", () => {
    const relaxing = createRelaxing();
    relaxing.observe({ ...CALM, nowMs: 0, underruns: 3 });

    expect(relaxing.observe({ ...CALM, nowMs: 29_000, underruns: 3 })).toBeGreaterThan(0);
    expect(relaxing.observe({ ...CALM, nowMs: 31_000, underruns: 3, neededP95Ms: 390 })).toBeGreaterThan(0);
    expect(relaxing.observe({ ...CALM, nowMs: 32_000, underruns: 3 })).toBe(0);
  });
});
