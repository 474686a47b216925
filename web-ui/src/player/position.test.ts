import { describe, expect, it } from "vitest";
import { createPositionMeter, type PositionMeter } from "./position";

function play(meter: PositionMeter, fromMs: number, forMs: number, positionS: (nowMs: number) => number, everyMs = 50) {
  for (let nowMs = fromMs; nowMs < fromMs + forMs; nowMs += everyMs) {
    meter.look(nowMs, positionS(nowMs));
  }
}

describe("A position meter", () => {
  it("tells nothing from a few looks", () => {
    const meter = createPositionMeter();

    play(meter, 0, 200, (nowMs) => nowMs / 1_000);

    expect(meter.read(200)).toBeNull();
  });

  it("evens out a clock that goes in steps", () => {
    const meter = createPositionMeter();
    const steps = (nowMs: number) => Math.floor(nowMs / 40) * 0.04 + 5;

    play(meter, 0, 1_200, steps);

    expect(meter.read(1_200)?.seconds).toBeCloseTo(6.2 - 0.015, 1.7);
  });

  it("follows the rate it is told", () => {
    const meter = createPositionMeter();
    meter.setRate(1.05);

    play(meter, 0, 1_000, (nowMs) => (nowMs * 1.05) / 1_000);

    expect(meter.read(1_000)?.seconds).toBeCloseTo(1.05, 6);
  });

  it("forgets what was before a jump", () => {
    const meter = createPositionMeter();

    play(meter, 0, 1_000, (nowMs) => nowMs / 1_000);
    play(meter, 1_000, 600, (nowMs) => nowMs / 1_000 + 0.1);

    expect(meter.read(1_600)?.seconds).toBeCloseTo(1.7, 6);
  });

  it("is not sure of anything while playback stands", () => {
    const meter = createPositionMeter();

    play(meter, 0, 1_000, (nowMs) => nowMs / 1_000);
    play(meter, 1_000, 1_000, () => 1);

    expect(meter.read(2_000)?.errorS ?? 1).toBeGreaterThan(0.03);
  });

  it("is blind for a while after a disturbance", () => {
    const meter = createPositionMeter();

    play(meter, 0, 1_000, (nowMs) => nowMs / 1_000);
    meter.disturb(1_000, 250);
    play(meter, 1_000, 400, (nowMs) => nowMs / 1_000);

    expect(meter.read(1_400)).toBeNull();
  });

  it("makes do with a look each second, given time", () => {
    const meter = createPositionMeter();

    play(meter, 0, 4_000, (nowMs) => nowMs / 1_000, 1_000);

    expect(meter.read(3_500)?.seconds).toBeCloseTo(3.5, 6);
  });
});
