import { describe, expect, it } from "vitest";
import { DRIFT_AT_START, type DriftState, decide, ENTER_MS, LEAVE_MS, restarted } from "./drift";
import { createPositionMeter } from "./position";

const TICK_MS = 50;
const SETTLE_MS = 250;

interface Device {
  /** ms of playback lost when the rate leaves the room's, and when it comes back. */
  readonly leavingMs: number;
  readonly returningMs: number;
  /** How long after a seek playback stands still. */
  readonly seekMs: number;
  /** Half the width of the scatter of `currentTime`. */
  readonly noiseMs: number;
  readonly roomRate?: number;
  readonly tickMs?: number;
}

const CHROMIUM: Device = { leavingMs: 20, returningMs: 0, seekMs: 110, noiseMs: 0.4 };

/** A player in front of a room's clock, with the controller between them as the follower has it. */
class Simulation {
  nowMs = 0;
  rateChanges = 0;
  seeks = 0;
  state: DriftState = DRIFT_AT_START;
  readonly trace: { atMs: number; driftMs: number }[] = [];
  private readonly meter = createPositionMeter();
  private readonly random = seeded(7);
  private readonly roomRate: number;
  private bias = 0;
  private positionMs: number;
  private stillUntilMs = 0;

  constructor(
    private readonly device: Device,
    driftMs: number,
  ) {
    this.roomRate = device.roomRate ?? 1;
    this.positionMs = driftMs;
    this.meter.setRate(this.roomRate);
  }

  driftMs(): number {
    return this.positionMs - this.nowMs * this.roomRate;
  }

  shift(byMs: number): void {
    this.positionMs += byMs;
  }

  run(forMs: number): void {
    const tickMs = this.device.tickMs ?? TICK_MS;
    for (const endMs = this.nowMs + forMs; this.nowMs < endMs; ) {
      this.nowMs += tickMs;
      const playedMs = Math.min(tickMs, Math.max(0, this.nowMs - this.stillUntilMs));
      this.positionMs += playedMs * this.roomRate * (1 + this.bias);
      this.tick();
      this.trace.push({ atMs: this.nowMs, driftMs: this.driftMs() });
    }
  }

  private tick(): void {
    const scatterMs = (this.random() * 2 - 1) * this.device.noiseMs;
    this.meter.look(this.nowMs, (this.positionMs + scatterMs) / 1_000);
    const reading = this.meter.read(this.nowMs);
    const driftMs = reading && reading.errorS < 0.008 ? reading.seconds * 1_000 - this.nowMs * this.roomRate : null;
    const mayNudge = (this.device.tickMs ?? TICK_MS) <= 400;
    const step = decide(this.state, { nowMs: this.nowMs, driftMs, roomRate: this.roomRate, mayNudge });
    this.state = step.state;
    switch (step.decision.kind) {
      case "rate":
        this.turn(step.decision.bias);
        return;
      case "seek":
        this.seek();
        return;
      default:
    }
  }

  private turn(bias: number): void {
    this.positionMs -= bias === 0 ? this.device.returningMs : this.device.leavingMs;
    this.bias = bias;
    this.rateChanges += 1;
    this.meter.setRate(this.roomRate * (1 + bias));
    this.meter.disturb(this.nowMs, SETTLE_MS);
  }

  /** A device that can't aim: it lands where the room was when it began. */
  private seek(): void {
    this.positionMs = this.nowMs * this.roomRate;
    this.stillUntilMs = this.nowMs + this.device.seekMs;
    this.bias = 0;
    this.meter.setRate(this.roomRate);
    this.meter.disturb(this.nowMs, this.device.seekMs + SETTLE_MS);
    this.seeks += 1;
  }
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

describe("Drift control", () => {
  it.each([-399, -320, -251, -250, -120, -60, -41, 41, 60, 120, 250, 251, 320, 399])(
    "closes %d ms within its time, by two changes of rate and no jump",
    (startMs) => {
      const player = new Simulation(CHROMIUM, startMs);

      player.run(Math.abs(startMs) > 250 ? 5_000 : 6_500);

      expect(Math.abs(player.driftMs())).toBeLessThanOrEqual(LEAVE_MS + 5);
      expect(player.rateChanges).toBe(2);
      expect(player.seeks).toBe(0);
    },
  );

  it.each([
    ["a device where changing the rate is free", { ...CHROMIUM, leavingMs: 0 }],
    ["a device where it costs twice as much", { ...CHROMIUM, leavingMs: 40, returningMs: 10 }],
    ["a clock as coarse as Firefox's", { ...CHROMIUM, leavingMs: 8, noiseMs: 30 }],
    ["a room at double speed", { ...CHROMIUM, roomRate: 2 }],
    ["a room at half speed", { ...CHROMIUM, roomRate: 0.5 }],
  ] as const)("settles for good on %s", (_name, device) => {
    const player = new Simulation(device, -300);

    player.run(20_000);
    const changesBefore = player.rateChanges;
    player.run(60_000);

    expect(Math.max(...player.trace.slice(-1_200).map(({ driftMs }) => Math.abs(driftMs)))).toBeLessThanOrEqual(25);
    expect(changesBefore).toBeLessThanOrEqual(8);
    expect(player.rateChanges - changesBefore).toBeLessThanOrEqual(2);
    expect(player.seeks).toBe(0);
  });

  it("learns what a change of rate costs, so that later nudges end nearer", () => {
    const player = new Simulation({ ...CHROMIUM, leavingMs: 45, returningMs: 15 }, 0);

    for (let round = 0; round < 6; round += 1) {
      player.shift(100 - player.driftMs());
      player.run(12_000);
    }

    expect(player.state.costs.leaving).toBeGreaterThan(38);
    expect(player.state.costs.returning).toBeGreaterThan(9);
    expect(Math.abs(player.driftMs())).toBeLessThanOrEqual(LEAVE_MS);
  });

  it("leaves a small offset alone at first, and trims one that stands", () => {
    const player = new Simulation(CHROMIUM, -30);

    player.run(3_000);
    const changesAtFirst = player.rateChanges;
    player.run(6_000);

    expect(changesAtFirst).toBe(0);
    expect(player.rateChanges).toBe(2);
    expect(Math.abs(player.driftMs())).toBeLessThanOrEqual(LEAVE_MS);
  });

  it("never touches what is in step", () => {
    const player = new Simulation(CHROMIUM, 12);

    player.run(120_000);

    expect(player.rateChanges).toBe(0);
    expect(player.driftMs()).toBeCloseTo(12, 5);
  });

  it("keeps the rate within 5 %, and within 10 % far off", () => {
    for (const startMs of [-390, -260, -250, -100, -45, 45, 100, 250, 260, 390]) {
      const input = { nowMs: 0, driftMs: startMs, roomRate: 1, mayNudge: true };
      const { decision } = decide({ ...DRIFT_AT_START, lastSeekMs: 0 }, input);

      const limit = Math.abs(startMs) > 250 ? 0.1 : 0.05;
      expect(decision.kind).toBe("rate");
      expect(Math.abs(decision.kind === "rate" ? decision.bias : 1)).toBeLessThanOrEqual(limit);
    }
  });

  it("jumps past 0.4 s", () => {
    const player = new Simulation(CHROMIUM, -2_000);

    player.run(8_000);

    expect(player.seeks).toBe(1);
    expect(Math.abs(player.driftMs())).toBeLessThanOrEqual(ENTER_MS);
  });

  it("doesn't jump for ever where a jump takes longer than it gains", () => {
    const player = new Simulation({ ...CHROMIUM, seekMs: 900 }, -1_000);

    player.run(60_000);

    expect(player.seeks).toBeLessThanOrEqual(6);
    expect(Math.abs(player.driftMs())).toBeLessThanOrEqual(ENTER_MS);
  });

  it("doesn't jump on its own soon after the room did", () => {
    const state = restarted(DRIFT_AT_START, 1_000, true);

    const soon = decide(state, { nowMs: 4_000, driftMs: -900, roomRate: 1, mayNudge: true });
    const later = decide(state, { nowMs: 11_000, driftMs: -900, roomRate: 1, mayNudge: true });

    expect(soon.decision.kind).toBe("rate");
    expect(later.decision.kind).toBe("seek");
  });

  it("neither nudges nor guesses in a tab that is ticked once a second", () => {
    const player = new Simulation({ ...CHROMIUM, tickMs: 1_000 }, -200);

    player.run(30_000);

    expect(player.rateChanges).toBe(0);
    expect(player.seeks).toBe(0);
  });
});
