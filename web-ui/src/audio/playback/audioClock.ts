const WINDOW_S = 4;
/** The latest readings as a whole say another time than all: the card left something out, was stopped or changed. */
const LATEST_READINGS = 16;
const STEP_MS = 4;
/** A card that has just begun says times that are some milliseconds off. */
const BEGINNING_S = 0.1;
const KNOWN_AFTER_S = 0.1;

/**
 * When the sample that is rendered at some instant of the audio context is heard, by the page's clock. Single readings
 * of a sound card may be off by ten milliseconds; the median of some seconds is not.
 */
export interface AudioClock {
  add(contextS: number, heardAtMs: number): void;
  /** Null until there are enough readings to go by. */
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
  let beganS: number | null = null;

  return {
    add(contextS, heardAtMs) {
      beganS ??= contextS;
      if (contextS - beganS < BEGINNING_S) {
        return;
      }
      const reading = { contextS, offsetMs: heardAtMs - contextS * 1_000 };
      readings = [...readings.filter((kept) => contextS - kept.contextS <= WINDOW_S), reading];
      if (hasStepped(readings)) {
        readings = readings.slice(-LATEST_READINGS / 2);
      }
      if (contextS - beganS >= BEGINNING_S + KNOWN_AFTER_S) {
        offsetMs = middle(readings);
      }
    },
    heardAtMs: (contextS) => (offsetMs === null ? null : contextS * 1_000 + offsetMs),
    reset() {
      readings = [];
      offsetMs = null;
      beganS = null;
    },
  };
}

function hasStepped(readings: readonly Reading[]): boolean {
  return (
    readings.length > 2 * LATEST_READINGS &&
    Math.abs(middle(readings.slice(-LATEST_READINGS)) - middle(readings)) > STEP_MS
  );
}

function middle(readings: readonly Reading[]): number {
  const sorted = readings.map(({ offsetMs }) => offsetMs).sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}
