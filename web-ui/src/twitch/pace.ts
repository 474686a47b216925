/** Further off than this is heard as an echo of the stream, and takes too long to drift away. */
export const SEEK_S = 0.35;
/** A nudge begins when playback is this far off, and ends this near to the target. */
export const ENTER_S = 0.035;
export const LEAVE_S = 0.01;
/** Each change of rate costs the browser some 10 ms, so there are two sizes and none in between. */
const NUDGE = 0.01;
const NUDGE_FAR = 0.02;
const FAR_S = 0.09;
/** After a seek or a change of rate playback says nothing true for a while. */
export const SETTLE_MS = 500;
/** The longest that a nudge may last beyond its plan; a throttled timer may have slept through its end. */
const OVERTIME_MS = 3_000;
/** A device whose seeks take longer than they gain must not seek for ever: each one in a row waits twice as long. */
const SEEK_AGAIN_MS = 2_000;
const SEEK_AGAIN_MAX_MS = 30_000;
/** How long a seek takes where nothing was learned yet. */
const SEEK_TAKES_S = 0.08;
const SEEK_TAKES_MAX_S = 1.5;
const LEARNED = 0.8;
const READINGS = 3;

export interface Pace {
  readonly rate: number;
  /** While a nudge lasts: when it should be over. */
  readonly nudgeEndsMs: number | null;
  /** The last few errors in seconds; ahead is positive. One alone may be a hiccup of the browser's clock. */
  readonly readings: readonly number[];
  readonly deafUntilMs: number;
  /** Seek this much beyond the target, because the track goes on while the browser seeks. */
  readonly seekTakesS: number;
  /** The next trusted reading tells how well the last seek was aimed. */
  readonly learning: boolean;
  readonly seeksInRow: number;
  readonly lastSeekMs: number;
}

export const PACE_AT_START: Pace = {
  rate: 1,
  nudgeEndsMs: null,
  readings: [],
  deafUntilMs: 0,
  seekTakesS: SEEK_TAKES_S,
  learning: false,
  seeksInRow: 0,
  lastSeekMs: Number.NEGATIVE_INFINITY,
};

export type Move =
  | { readonly kind: "hold" }
  | { readonly kind: "rate"; readonly rate: number }
  | { readonly kind: "seek"; readonly beyondS: number };

export interface Reading {
  readonly nowMs: number;
  /** Ahead of the track is positive. */
  readonly errorS: number;
  /** False where a change of rate crackles, or where timers come too late to end it. */
  readonly mayNudge: boolean;
}

const HOLD: Move = { kind: "hold" };

/** Playback was stopped, started or moved by something else: what was measured before tells nothing. */
export function unsettled(pace: Pace, nowMs: number): Pace {
  return { ...pace, readings: [], deafUntilMs: nowMs + SETTLE_MS };
}

/** Decides from one more reading whether to let playback go on, to nudge it, or to jump. */
export function after(before: Pace, reading: Reading): { readonly pace: Pace; readonly move: Move } {
  const { nowMs, errorS } = reading;
  if (nowMs < before.deafUntilMs) {
    return { pace: before, move: HOLD };
  }
  const readings = [...before.readings, errorS].slice(-READINGS);
  const heard = { ...before, readings };
  // Right after a stop everything is far off and one look is enough; otherwise hiccups are outvoted.
  if (readings.length < READINGS && Math.abs(errorS) < SEEK_S) {
    return { pace: heard, move: HOLD };
  }
  const offS = median(readings);
  const pace = taught(heard, offS);
  if (Math.abs(offS) > SEEK_S) {
    return seek(pace, nowMs);
  }
  return pace.nudgeEndsMs === null
    ? whileEven(pace, reading, offS)
    : whileNudging(pace, pace.nudgeEndsMs, reading, offS);
}

function seek(pace: Pace, nowMs: number): { readonly pace: Pace; readonly move: Move } {
  const waitMs = Math.min(SEEK_AGAIN_MAX_MS, SEEK_AGAIN_MS * 2 ** pace.seeksInRow);
  if (pace.seeksInRow > 0 && nowMs - pace.lastSeekMs < waitMs) {
    return { pace, move: HOLD };
  }
  const jumped: Pace = {
    ...unsettled(pace, nowMs),
    rate: 1,
    nudgeEndsMs: null,
    learning: true,
    seeksInRow: pace.seeksInRow + 1,
    lastSeekMs: nowMs,
  };
  return { pace: jumped, move: { kind: "seek", beyondS: pace.seekTakesS } };
}

function whileEven(
  pace: Pace,
  { nowMs, mayNudge }: Reading,
  offS: number,
): { readonly pace: Pace; readonly move: Move } {
  if (Math.abs(offS) < ENTER_S || !mayNudge) {
    return { pace, move: HOLD };
  }
  const size = Math.abs(offS) > FAR_S ? NUDGE_FAR : NUDGE;
  const rate = offS > 0 ? 1 - size : 1 + size;
  const nudgeEndsMs = nowMs + (Math.abs(offS) / size) * 1_000;
  return { pace: { ...unsettled(pace, nowMs), rate, nudgeEndsMs }, move: { kind: "rate", rate } };
}

function whileNudging(
  pace: Pace,
  endsMs: number,
  { nowMs, mayNudge }: Reading,
  offS: number,
): { readonly pace: Pace; readonly move: Move } {
  const arrived = pace.rate > 1 ? offS > -LEAVE_S : offS < LEAVE_S;
  if (!arrived && mayNudge && nowMs < endsMs + OVERTIME_MS) {
    return { pace, move: HOLD };
  }
  return { pace: { ...unsettled(pace, nowMs), rate: 1, nudgeEndsMs: null }, move: { kind: "rate", rate: 1 } };
}

/** Behind after a seek means that seeking took longer than thought. */
function taught(pace: Pace, offS: number): Pace {
  const seeksInRow = Math.abs(offS) > SEEK_S ? pace.seeksInRow : 0;
  if (!pace.learning) {
    return { ...pace, seeksInRow };
  }
  const seekTakesS = Math.min(SEEK_TAKES_MAX_S, Math.max(0, pace.seekTakesS - LEARNED * offS));
  return { ...pace, seeksInRow, learning: false, seekTakesS };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
