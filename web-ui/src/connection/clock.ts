/** Crystals in computers differ by some ten parts in a million; a sample is worth this much less for every ms of its age. */
const WANDER_PER_MS = 50e-6;
const SAMPLES_MAX = 60;
const SAMPLE_AGE_MAX_MS = 600_000;
/** Sooner than three answers one slow packet would decide everything. */
const READY_SAMPLES = 3;
/** A small correction is spread out so that nobody hears it; a large one is a mistake to be rid of at once. */
const SLEW_MAX_MS = 60;
const SLEW_PER_MS = 0.01;
/** Play in the timestamps themselves: browsers round them to as much as 1 ms. */
const ROUNDING_MS = 2;

/** One question and its answer: `t0`, `t3` by our monotonic clock, `t1`, `t2` by the server's. */
export interface ClockSample {
  readonly t0: number;
  readonly t1: number;
  readonly t2: number;
  readonly t3: number;
}

export interface ClockReading {
  readonly offsetMs: number;
  readonly rttMs: number;
  readonly errorMs: number;
}

export interface ServerClock {
  nowMs(): number;
  ready(): boolean;
  reading(): ClockReading | null;
  add(sample: ClockSample): void;
  /** Another socket, maybe another node: old samples count no more, but time goes on from where it is. */
  reset(): void;
  /**
   * A message told the server's time of at most `wayMaxMs` ago. Until there are samples it is a first guess, and it shows whether
   * time cannot go on from where it is: sound comes before samples do, and would be heard so much too early or too late.
   */
  hint(serverNowMs: number, wayMaxMs: number): void;
}

interface Measured {
  readonly offsetMs: number;
  readonly rttMs: number;
  readonly atMs: number;
}

function errorMs(sample: Measured, nowMs: number): number {
  return sample.rttMs / 2 + (nowMs - sample.atMs) * WANDER_PER_MS;
}

/** The server's clock as seen from here. The sample with the least possible error decides, as in NTP. */
export function createServerClock(now: () => number, wallMs: () => number): ServerClock {
  let samples: Measured[] = [];
  let everSet = false;
  let offset = { fromMs: wallMs() - now(), toMs: wallMs() - now(), sinceMs: now() };

  function offsetAt(nowMs: number): number {
    const gap = offset.toMs - offset.fromMs;
    const closed = Math.min(Math.abs(gap), (nowMs - offset.sinceMs) * SLEW_PER_MS);
    return offset.fromMs + Math.sign(gap) * closed;
  }

  function best(nowMs: number): Measured | null {
    return samples.reduce<Measured | null>(
      (least, sample) => (least === null || errorMs(sample, nowMs) < errorMs(least, nowMs) ? sample : least),
      null,
    );
  }

  function aimFor(offsetMs: number, nowMs: number, settled: boolean): void {
    const current = offsetAt(nowMs);
    const small = Math.abs(offsetMs - current) <= SLEW_MAX_MS;
    offset = { fromMs: settled && small ? current : offsetMs, toMs: offsetMs, sinceMs: nowMs };
    everSet = true;
  }

  return {
    nowMs() {
      const nowMs = now();
      return nowMs + offsetAt(nowMs);
    },
    ready: () => samples.length >= READY_SAMPLES,
    reading() {
      const nowMs = now();
      const chosen = best(nowMs);
      return chosen && { offsetMs: offsetAt(nowMs), rttMs: chosen.rttMs, errorMs: errorMs(chosen, nowMs) };
    },
    add({ t0, t1, t2, t3 }) {
      const rttMs = Math.max(0, t3 - t0 - (t2 - t1));
      const measured: Measured = { offsetMs: (t1 - t0 + (t2 - t3)) / 2, rttMs, atMs: t3 };
      const settled = samples.length >= READY_SAMPLES;
      const agreeing = samples.filter((sample) => agree(sample, measured) && t3 - sample.atMs <= SAMPLE_AGE_MAX_MS);
      samples = [...agreeing, measured].slice(-SAMPLES_MAX);
      const chosen = best(t3);
      if (chosen !== null) {
        aimFor(chosen.offsetMs, t3, settled);
      }
    },
    reset() {
      samples = [];
    },
    hint(serverNowMs, wayMaxMs) {
      const leastMs = serverNowMs - now();
      const wayMs = offsetAt(now()) - leastMs;
      if (!everSet || wayMs < 0 || wayMs > wayMaxMs) {
        aimFor(leastMs, now(), false);
      }
    },
  };
}

/**
 * Two true samples cannot contradict each other by more than their errors. If they do, one of the clocks was stopped or
 * set in between (a laptop slept), and the older one is worth nothing.
 */
function agree(older: Measured, newer: Measured): boolean {
  const slackMs = errorMs(older, newer.atMs) + errorMs(newer, newer.atMs) + ROUNDING_MS;
  return Math.abs(older.offsetMs - newer.offsetMs) <= slackMs;
}
