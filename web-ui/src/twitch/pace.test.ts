import { describe, expect, it } from "vitest";
import { after, ENTER_S, PACE_AT_START, type Pace, SEEK_S, unsettled } from "./pace";
import { aheadSeconds, modulo } from "./status";

const TICK_MS = 250;
const LENGTH_S = 120;

/** A loudspeaker that plays, seeks and changes its rate as slowly as browsers do. */
class Device {
  positionS: number;
  nowMs = 0;
  rate = 1;
  seeks = 0;
  rateWrites = 0;
  playing = true;
  private pace: Pace = PACE_AT_START;
  private busyUntilMs = 0;

  constructor(
    behindS: number,
    private readonly seeksTakeS: readonly number[] = [0.11],
    private readonly rateCostS = 0.01,
  ) {
    this.positionS = modulo(-behindS, LENGTH_S);
  }

  errorS(): number {
    return aheadSeconds(this.positionS, modulo(this.nowMs / 1_000, LENGTH_S), LENGTH_S);
  }

  run(seconds: number, mayNudge = true, hiccup: () => number = () => 0): void {
    for (let ticks = Math.round((seconds * 1_000) / TICK_MS); ticks > 0; ticks--) {
      this.pass(TICK_MS / 1_000);
      if (this.playing && this.nowMs >= this.busyUntilMs) {
        this.tick(mayNudge, hiccup());
      }
    }
  }

  stop(seconds: number): void {
    this.nowMs += seconds * 1_000;
    this.pace = unsettled(this.pace, this.nowMs);
  }

  private pass(seconds: number): void {
    const start = this.nowMs;
    this.nowMs += seconds * 1_000;
    const playedMs = this.nowMs - Math.max(start, Math.min(this.nowMs, this.busyUntilMs));
    this.positionS = modulo(this.positionS + (playedMs / 1_000) * this.rate, LENGTH_S);
  }

  private tick(mayNudge: boolean, hiccupS: number): void {
    const { pace, move } = after(this.pace, { nowMs: this.nowMs, errorS: this.errorS() + hiccupS, mayNudge });
    this.pace = pace;
    if (move.kind === "rate") {
      this.rate = move.rate;
      this.rateWrites += 1;
      this.positionS -= this.rateCostS;
    } else if (move.kind === "seek") {
      this.seeks += 1;
      this.rate = 1;
      this.positionS = modulo(this.nowMs / 1_000 + move.beyondS, LENGTH_S);
      this.busyUntilMs = this.nowMs + (this.seeksTakeS[this.seeks % this.seeksTakeS.length] ?? 0) * 1_000;
    }
  }
}

describe("The panel's pace", () => {
  it("leaves alone what is nearly in step", () => {
    const device = new Device(0.03);

    device.run(60);

    expect(device).toMatchObject({ seeks: 0, rateWrites: 0 });
  });

  it("drifts a small error away with two changes of the rate", () => {
    const device = new Device(0.2);

    device.run(30);

    expect(Math.abs(device.errorS())).toBeLessThan(ENTER_S);
    expect(device).toMatchObject({ seeks: 0, rateWrites: 2 });
  });

  it("stays within 2 % of the track's own pace", () => {
    const device = new Device(-0.3);

    device.run(2);

    expect(device.rate).toBeGreaterThanOrEqual(0.98);
    expect(device.rate).toBeLessThan(1);
  });

  it("jumps over a large error, once", () => {
    const device = new Device(17);

    device.run(15);

    expect(device.seeks).toBe(1);
    expect(Math.abs(device.errorS())).toBeLessThan(0.1);
  });

  it("learns how long a device takes to seek", () => {
    const device = new Device(17, [0.9]);
    device.run(10);

    device.positionS = modulo(device.positionS + 40, LENGTH_S);
    device.run(2.5);

    expect(Math.abs(device.errorS())).toBeLessThan(0.2);
  });

  it("does not seek for ever on a device that cannot land", () => {
    const device = new Device(17, [0.2, 1.4]);

    device.run(60);

    expect(device.seeks).toBeLessThan(8);
  });

  it("is back in step within a second after a sleep", () => {
    const device = new Device(0);
    device.run(5);

    device.stop(47);
    device.run(2);

    expect(device.seeks).toBe(1);
    expect(Math.abs(device.errorS())).toBeLessThan(SEEK_S);
  });

  it("goes over the loop's end as if there were none", () => {
    const device = new Device(0.15);

    device.run(300);

    expect(device.seeks).toBe(0);
    expect(Math.abs(device.errorS())).toBeLessThan(ENTER_S);
  });

  it("is not disturbed by single wrong readings", () => {
    const device = new Device(0);
    let reading = 0;

    device.run(60, true, () => (reading++ % 7 === 0 ? 0.12 : 0));

    expect(device).toMatchObject({ seeks: 0, rateWrites: 0 });
  });

  it("only jumps where the rate must not be touched", () => {
    const device = new Device(0.2);

    device.run(30, false);

    expect(device).toMatchObject({ seeks: 0, rateWrites: 0 });
  });

  it("ends a nudge as soon as nobody could end it in time", () => {
    const device = new Device(0.3);
    device.run(3);
    expect(device.rate).toBe(1.02);

    device.run(2, false);

    expect(device.rate).toBe(1);
  });
});
