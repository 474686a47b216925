import { describe, expect, it } from "vitest";
import { createServerClock, type ServerClock } from "./clock";

const AHEAD_MS = 1_795_000_000_000;

/** A clock over a wire, with time in the test's hand. */
function stage() {
  const time = { ms: 1_000 };
  const clock = createServerClock(
    () => time.ms,
    () => AHEAD_MS + 777,
  );
  return { time, clock };
}

function probe(clock: ServerClock, time: { ms: number }, thereMs: number, backMs: number, aheadMs = AHEAD_MS): void {
  const t0 = time.ms;
  const at = t0 + thereMs + aheadMs;
  time.ms += thereMs + backMs;
  clock.add({ t0, t1: at, t2: at, t3: time.ms });
}

function errorMs(clock: ServerClock, time: { ms: number }): number {
  return clock.nowMs() - (time.ms + AHEAD_MS);
}

describe("The server's clock", () => {
  it("is taken from the quickest answer", () => {
    const { clock, time } = stage();

    for (const [there, back] of [
      [90, 20],
      [30, 140],
      [11, 10],
      [60, 10],
    ] as const) {
      probe(clock, time, there, back);
      time.ms += 100;
    }

    expect(Math.abs(errorMs(clock, time))).toBeLessThanOrEqual(1);
    expect(clock.reading()?.rttMs).toBeCloseTo(21);
  });

  it("is ready after three answers, and again after three from another socket", () => {
    const { clock, time } = stage();

    probe(clock, time, 5, 5);
    probe(clock, time, 5, 5);
    expect(clock.ready()).toBe(false);
    probe(clock, time, 5, 5);
    expect(clock.ready()).toBe(true);
    clock.reset();

    expect(clock.ready()).toBe(false);
  });

  it("goes on after a move as it was, unless the new node's first message shows that its clock is another", () => {
    const { clock, time } = stage();
    for (let turn = 0; turn < 3; turn += 1) {
      probe(clock, time, 5, 5);
    }

    clock.reset();
    clock.hint(time.ms + AHEAD_MS - 400, 450);
    const onAlike = errorMs(clock, time);
    clock.reset();
    clock.hint(time.ms + AHEAD_MS + 500 - 30, 60);
    const onAhead = errorMs(clock, time);
    clock.reset();
    clock.hint(time.ms + AHEAD_MS - 500 - 30, 60);
    const onBehind = errorMs(clock, time);

    expect(onAlike).toBeCloseTo(0, 3);
    expect(onAhead).toBeCloseTo(500 - 30, 3);
    expect(onBehind).toBeCloseTo(-500 - 30, 3);
  });

  it("starts from what the first message said", () => {
    const { clock, time } = stage();

    clock.hint(time.ms + AHEAD_MS - 40, 80);

    expect(errorMs(clock, time)).toBeCloseTo(-40, 3);
  });

  it("slews a small correction, without ever running backwards", () => {
    const { clock, time } = stage();
    for (let turn = 0; turn < 4; turn += 1) {
      probe(clock, time, 40, 10);
    }

    const before = clock.nowMs();
    probe(clock, time, 5, 5);
    const rightAfter = errorMs(clock, time);
    let last = before;
    for (let step = 0; step < 40; step += 1) {
      time.ms += 50;
      expect(clock.nowMs()).toBeGreaterThan(last);
      last = clock.nowMs();
    }

    expect(rightAfter).toBeCloseTo(15, 0);
    expect(Math.abs(errorMs(clock, time))).toBeLessThanOrEqual(0.01);
  });

  it("steps over a large one, and drops what was measured before it", () => {
    const { clock, time } = stage();
    for (let turn = 0; turn < 8; turn += 1) {
      probe(clock, time, 1, 1);
    }

    // The laptop slept for a minute, and its monotonic clock with it.
    probe(clock, time, 30, 30, AHEAD_MS + 60_000);

    expect(errorMs(clock, time)).toBeCloseTo(60_000, 0);
  });

  it("prefers a fresh answer to a slightly quicker one from long ago", () => {
    const { clock, time } = stage();
    probe(clock, time, 5, 5);
    probe(clock, time, 5, 5);
    probe(clock, time, 5, 5);

    time.ms += 400_000;
    probe(clock, time, 7, 7, AHEAD_MS + 10);

    expect(clock.reading()?.rttMs).toBeCloseTo(14);
  });

  it("is within 20 ms over 300 ms of round trip with 20 ms of jitter each way", () => {
    const { clock, time } = stage();
    let seed = 3;
    const jitter = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return (seed / 2_147_483_648 - 0.5) * 40;
    };

    for (let turn = 0; turn < 8; turn += 1) {
      probe(clock, time, 150 + jitter(), 150 + jitter());
      time.ms += 100;
    }

    expect(Math.abs(errorMs(clock, time))).toBeLessThanOrEqual(20);
  });
});
