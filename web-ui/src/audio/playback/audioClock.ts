const WINDOW_S = 4;
/** So many readings in a row that agree on another time: the sound card was stopped or changed. */
const STEP_READINGS = 6;
const STEP_MS = 15;

/**
 * When the sample that is rendered at some instant of the audio context is heard, by the page's clock. Single readings
 * of a sound card may be off by ten milliseconds; the median of some seconds is not.
 */
export interface AudioClock {
  add(contextS: number, heardAtMs: number): void;
  /** Null before the first reading. */
  heardAtMs(contextS: number): number | null;
  /** The context stood still: what was read before counts no more. */
  reset(): void;
}

interface Reading {
  readonly contextS: number;
  readonly offsetMs: number;
}

export function createAudioClock(): AudioClock {
  let readings: Reading[] = [];
  let offsetMs: number | null = null;

  return {
    add(contextS, heardAtMs) {
      const reading = { contextS, offsetMs: heardAtMs - contextS * 1_000 };
      readings = [...readings.filter((kept) => contextS - kept.contextS <= WINDOW_S), reading];
      if (hasStepped(readings, offsetMs)) {
        readings = readings.slice(-STEP_READINGS);
      }
      offsetMs = median(readings.map((kept) => kept.offsetMs));
    },
    heardAtMs: (contextS) => (offsetMs === null ? null : contextS * 1_000 + offsetMs),
    reset() {
      readings = [];
    },
  };
}

function hasStepped(readings: readonly Reading[], offsetMs: number | null): boolean {
  const latest = readings.slice(-STEP_READINGS).map((reading) => reading.offsetMs - (offsetMs ?? reading.offsetMs));
  return (
    latest.length === STEP_READINGS &&
    (latest.every((difference) => difference > STEP_MS) || latest.every((difference) => difference < -STEP_MS))
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
