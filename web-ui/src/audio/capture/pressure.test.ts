import { describe, expect, it } from "vitest";
import { createPressure } from "./pressure";

function pressed(tiers: readonly number[]) {
  const pressure = createPressure();
  pressure.demand(tiers);
  let nowMs = 0;
  return {
    pressure,
    feel(backlogMs: number, forMs: number): readonly number[] {
      for (const endMs = nowMs + forMs; nowMs < endMs; nowMs += 20) {
        pressure.feel(backlogMs, nowMs);
      }
      return pressure.sent();
    },
  };
}

describe("Pressure on the way up", () => {
  it("lets everything pass that is in demand, best first", () => {
    expect(pressed([2, 0, 2]).feel(0, 1_000)).toEqual([0, 2]);
  });

  it("sends less in place of the one tier in demand, and names that as held back", () => {
    const { feel, pressure } = pressed([0]);

    expect(feel(400, 100)).toEqual([1]);
    expect(pressure.heldBack()).toEqual([0]);
    expect(feel(400, 600)).toEqual([2]);
    expect(feel(400, 10_000)).toEqual([2]);
    expect(feel(0, 10_200)).toEqual([1]);
    expect(feel(0, 10_200)).toEqual([0]);
    expect(pressure.heldBack()).toEqual([]);
  });

  it("sends raw samples whatever happens, as there is nothing less of them", () => {
    const { feel, pressure } = pressed([3]);

    expect(feel(400, 10_000)).toEqual([3]);
    expect(pressure.heldBack()).toEqual([]);
  });

  it("takes the best away first, and never the lowest", () => {
    const { feel, pressure } = pressed([0, 1, 2]);

    expect(feel(400, 100)).toEqual([1, 2]);
    expect(feel(400, 600)).toEqual([2]);
    expect(feel(400, 10_000)).toEqual([2]);
    expect(pressure.heldBack()).toEqual([0, 1]);
  });

  it("gives a tier back after ten calm seconds", () => {
    const { feel } = pressed([0, 2]);
    feel(400, 20);

    expect(feel(0, 9_900)).toEqual([2]);
    expect(feel(0, 300)).toEqual([0, 2]);
  });

  it("waits twice as long when that was too early", () => {
    const { feel } = pressed([0, 2]);
    feel(400, 20);
    feel(0, 10_200);
    feel(400, 1_000);

    expect(feel(0, 19_000)).toEqual([2]);
    expect(feel(0, 1_200)).toEqual([0, 2]);
  });

  it("remembers how little goes through when another tier is in demand", () => {
    const { feel, pressure } = pressed([0, 1, 2]);
    feel(400, 2_000);

    pressure.demand([0]);

    expect(pressure.sent()).toEqual([2]);
    expect(pressure.heldBack()).toEqual([0]);
  });

  it("sends nothing when nobody listens", () => {
    const { feel } = pressed([]);

    expect(feel(400, 1_000)).toEqual([]);
  });
});
