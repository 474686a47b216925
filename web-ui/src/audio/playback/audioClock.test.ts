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

  it("is not known before the card runs evenly", () => {
    const clock = createAudioClock();
    for (let i = 0; i < 8; i++) {
      clock.add(2 + i * 0.025, 2_500 + i * 25 + (i < 4 ? 9 : 0));
      expect(clock.heardAtMs(3)).toBeNull();
    }

    clock.add(2.201, 2_701);

    expect(clock.heardAtMs(3)).toBeCloseTo(3_500, 6);
  });

  it("begins anew after the card stood still", () => {
    const clock = createAudioClock();
    for (let i = 0; i < 40; i++) clock.add(i * 0.025, i * 25);

    clock.reset();

    expect(clock.heardAtMs(1)).toBeNull();
  });

  it("follows soon when the card left out one of its buffers", () => {
    const clock = createAudioClock();
    for (let i = 0; i < 80; i++) clock.add(i * 0.05, i * 50);

    for (let i = 80; i < 96; i++) clock.add(i * 0.05, i * 50 + 10);

    expect(clock.heardAtMs(5)).toBeCloseTo(5_010, 6);
  });

  it("does not follow one bad reading", () => {
    const clock = createAudioClock();
    for (let i = 0; i < 40; i++) clock.add(i * 0.05, i * 50 + (i === 30 ? 300 : 0));

    expect(clock.heardAtMs(2)).toBeCloseTo(2_000, 6);
  });
});
