/** Long enough to even out how coarsely some browsers tell the time (Firefox: ± 30 ms), short enough to see a change. */
const WINDOW_MS = 1_200;
/** In a tab that is ticked once a second, a few samples over a longer time must do. */
const SPARSE_WINDOW_MS = 4_000;
const SPARSE_SAMPLES = 3;
const SAMPLES_MIN = 6;
const SPAN_MIN_MS = 250;
/** A sample this far from the others is no noise: playback stalled or jumped, and the samples before it tell nothing. */
const STEP_S = 0.06;
const STEP_DEVIATIONS = 4;

export interface PositionReading {
  readonly seconds: number;
  /** Standard error of the mean. */
  readonly errorS: number;
}

/** Where playback is, from many looks at `currentTime`, each of which is a little off. */
export interface PositionMeter {
  look(nowMs: number, currentTimeS: number): void;
  /** Null while there is too little to tell. */
  read(nowMs: number): PositionReading | null;
  /** Something was done to the playback: forget what was seen, and look again when it has settled. */
  disturb(nowMs: number, settleMs: number): void;
  setRate(rate: number): void;
}

interface Look {
  readonly atMs: number;
  /** The position less what the clock alone explains: constant while playback runs evenly. */
  readonly offsetS: number;
}

export function createPositionMeter(): PositionMeter {
  let rate = 1;
  let looks: Look[] = [];
  let blindUntilMs = Number.NEGATIVE_INFINITY;

  function recent(nowMs: number): Look[] {
    const inWindow = looks.filter(({ atMs }) => nowMs - atMs <= WINDOW_MS);
    return inWindow.length >= SAMPLES_MIN ? inWindow : looks.filter(({ atMs }) => nowMs - atMs <= SPARSE_WINDOW_MS);
  }

  return {
    look(nowMs, currentTimeS) {
      if (nowMs < blindUntilMs) {
        return;
      }
      const look = { atMs: nowMs, offsetS: currentTimeS - (rate * nowMs) / 1_000 };
      const { mean, deviation } = spread(looks);
      const stepped =
        looks.length >= 2 && Math.abs(look.offsetS - mean) > Math.max(STEP_S, STEP_DEVIATIONS * deviation);
      looks = [...(stepped ? [] : looks.filter(({ atMs }) => nowMs - atMs <= SPARSE_WINDOW_MS)), look];
    },
    read(nowMs) {
      const seen = recent(nowMs);
      const first = seen[0];
      const last = seen[seen.length - 1];
      if (first === undefined || last === undefined) {
        return null;
      }
      const spanMs = last.atMs - first.atMs;
      const enough =
        (seen.length >= SAMPLES_MIN && spanMs >= SPAN_MIN_MS) ||
        (seen.length >= SPARSE_SAMPLES && spanMs >= SPARSE_WINDOW_MS / 2);
      const { mean, deviation } = spread(seen);
      const errorS = deviation / Math.sqrt(seen.length);
      return enough ? { seconds: mean + (rate * nowMs) / 1_000, errorS } : null;
    },
    disturb(nowMs, settleMs) {
      looks = [];
      blindUntilMs = nowMs + settleMs;
    },
    setRate(next) {
      rate = next;
    },
  };
}

function spread(looks: readonly Look[]): { mean: number; deviation: number } {
  const count = Math.max(1, looks.length);
  const mean = looks.reduce((sum, { offsetS }) => sum + offsetS, 0) / count;
  const variance = looks.reduce((sum, { offsetS }) => sum + (offsetS - mean) ** 2, 0) / count;
  return { mean, deviation: Math.sqrt(variance) };
}
