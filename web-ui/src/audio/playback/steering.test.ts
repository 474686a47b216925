import { describe, expect, it } from "vitest";
import { CORRECTION_MAX, createSteering } from "./steering";

describe("steering", () => {
  it("goes faster when late and slower when early, within what nobody notices", () => {
    expect(createSteering().correct(0.001, 0.003)).toBeCloseTo(0.0007, 5);
    expect(createSteering().correct(-10, 0.003)).toBe(-CORRECTION_MAX);
  });

  it("learns a card's drift, so that no error is left", () => {
    const steering = createSteering();
    let errorS = 0.002;
    for (let i = 0; i < 40_000; i++) {
      errorS += (0.0001 - steering.correct(errorS, 0.003)) * 0.003;
    }

    expect(Math.abs(errorS)).toBeLessThan(0.00001);
  });
});
