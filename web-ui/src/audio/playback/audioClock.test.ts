import { describe, expect, it } from "vitest";
import { noise } from "../../../e2e/pages/noise";
import { createAudioClock } from "./audioClock";

describe("the sound card's clock", () => {
  it("is known to half a millisecond though every reading is off by up to six", () => {
    const clock = createAudioClock();
    const random = noise(7);

    for (let i = 0; i < 80; i++) {
      clock.add(i * 0.05, 1_000 + i * 50 + 6 * random());
    }

    expect(Math.abs((clock.heardAtMs(4) ?? 0) - 5_000)).toBeLessThan(1);
  });

  it("is known from the first reading on", () => {
    const clock = createAudioClock();
    expect(clock.heardAtMs(1)).toBeNull();

    clock.add(2, 2_500);

    expect(clock.heardAtMs(3)).toBe(3_500);
  });

  it("follows a step within the readings that show it", () => {
    const clock = createAudioClock();
    for (let i = 0; i < 80; i++) clock.add(i * 0.05, i * 50);

    for (let i = 80; i < 86; i++) clock.add(i * 0.05, i * 50 + 200);

    expect(clock.heardAtMs(5)).toBeCloseTo(5_200, 6);
  });

  it("does not follow one bad reading", () => {
    const clock = createAudioClock();
    for (let i = 0; i < 40; i++) clock.add(i * 0.05, i * 50 + (i === 30 ? 300 : 0));

    expect(clock.heardAtMs(2)).toBeCloseTo(2_000, 6);
  });
});
