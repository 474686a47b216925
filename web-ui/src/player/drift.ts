/** Further off than this is worth two changes of rate at once. */
export const ENTER_MS = 40;
/** A nudge ends this near to the target, or nearer. */
export const LEAVE_MS = 10;
/** Further off than this takes too long to nudge away. */
export const SEEK_MS = 400;
/** An offset too small to hurry for is removed too once it has stood for a while: two guests off to different sides add up. */
const TRIM_MS = 15;
const TRIM_AFTER_MS = 3_000;
const TRIM_EVERY_MS = 8_000;
/** One jump in this time, whoever asked for it: a device whose seeks take longer than they gain must not seek for ever. */
const SEEK_EVERY_MS = 10_000;
const NUDGE_MIN = 0.02;
const NUDGE_MAX = 0.05;
const NUDGE_FAR_MAX = 0.1;
const FAR_MS = 250;
/** Small offsets are given this long, so that the rate is as near to 1 as it can be. */
const NUDGE_FOR_MS = 2_000;
/** A nudge nobody can measure the end of is over this much later than planned. */
const OVERTIME_MS = 1_500;
/**
 * How far playback falls behind when the rate leaves the room's, and when it comes back to it, where nothing was learned
 * yet: Chromium stops for some 20 ms in all, most of it at first.
 */
const COST_AT_FIRST: RateCosts = { leaving: 16, returning: 4 };
const COST_MAX_MS = 60;
const COST_LEARNED = 0.4;
/** A reading this far from what was planned tells of something else than the cost. */
const COST_SURPRISE_MAX_MS = 60;

export interface RateCosts {
  readonly leaving: number;
  readonly returning: number;
}

/** What the next trusted reading is going to teach: what was expected at an instant, had the change cost nothing. */
interface Lesson {
  readonly cost: keyof RateCosts;
  readonly atMs: number;
  readonly driftMs: number;
  readonly perMs: number;
}

export interface DriftState {
  readonly phase:
    | { readonly kind: "steady" }
    | { readonly kind: "nudging"; readonly bias: number; readonly endMs: number };
  readonly costs: RateCosts;
  readonly lesson: Lesson | null;
  readonly lastSeekMs: number;
  readonly lastTrimMs: number;
  /** Since when the offset has been worth a trim. */
  readonly offSinceMs: number | null;
}

export interface DriftInput {
  readonly nowMs: number;
  /** Ahead of the room is positive; null while it cannot be told well enough. */
  readonly driftMs: number | null;
  /** The room's own rate, which everything here multiplies. */
  readonly roomRate: number;
  /** False where nobody would notice the end of a nudge in time, as in a tab that is ticked once a second. */
  readonly mayNudge: boolean;
}

/** `bias` is added to 1 and multiplies the room's rate; it never leaves this device. */
export type DriftDecision =
  | { readonly kind: "hold" }
  | { readonly kind: "rate"; readonly bias: number }
  | { readonly kind: "seek" };

export interface DriftStep {
  readonly state: DriftState;
  readonly decision: DriftDecision;
}

export const DRIFT_AT_START: DriftState = {
  phase: { kind: "steady" },
  costs: COST_AT_FIRST,
  lesson: null,
  lastSeekMs: Number.NEGATIVE_INFINITY,
  lastTrimMs: Number.NEGATIVE_INFINITY,
  offSinceMs: null,
};

const HOLD: DriftDecision = { kind: "hold" };

/** Playback jumped or was started: what was under way is over. Learned figures and the budget stay. */
export function restarted(state: DriftState, nowMs: number, jumped: boolean): DriftState {
  return {
    ...state,
    phase: { kind: "steady" },
    lesson: null,
    lastSeekMs: jumped ? nowMs : state.lastSeekMs,
    offSinceMs: null,
  };
}

/** Nudges with hysteresis, plans them to need two changes of rate and no more, and jumps only when that is cheaper. */
export function decide(before: DriftState, input: DriftInput): DriftStep {
  const { nowMs, driftMs } = input;
  const state = driftMs === null ? before : taught(before, nowMs, driftMs);
  if (driftMs !== null && Math.abs(driftMs) > SEEK_MS && nowMs - state.lastSeekMs >= SEEK_EVERY_MS) {
    return { state: restarted(state, nowMs, true), decision: { kind: "seek" } };
  }
  return state.phase.kind === "nudging" ? whileNudging(state, state.phase, input) : whileSteady(state, input);
}

function whileSteady(state: DriftState, input: DriftInput): DriftStep {
  const { nowMs, driftMs } = input;
  if (driftMs === null || !input.mayNudge) {
    return { state, decision: HOLD };
  }
  const off = Math.abs(driftMs);
  if (off > ENTER_MS) {
    return nudge(state, driftMs, input);
  }
  const offSinceMs = off > TRIM_MS ? (state.offSinceMs ?? nowMs) : null;
  const stands = offSinceMs !== null && nowMs - offSinceMs >= TRIM_AFTER_MS;
  if (stands && nowMs - state.lastTrimMs >= TRIM_EVERY_MS) {
    return nudge({ ...state, lastTrimMs: nowMs }, driftMs, input);
  }
  return { state: { ...state, offSinceMs }, decision: HOLD };
}

/** Coming back to the room's rate costs something too, so the nudge ends that much beyond the target. */
function whileNudging(
  state: DriftState,
  phase: Extract<DriftState["phase"], { kind: "nudging" }>,
  { nowMs, driftMs }: DriftInput,
): DriftStep {
  const leftMs = driftMs === null ? null : driftMs - state.costs.returning;
  const over = leftMs === null ? nowMs >= phase.endMs : phase.bias > 0 ? leftMs >= 0 : leftMs <= 0;
  if (!over && nowMs < phase.endMs + OVERTIME_MS) {
    return { state, decision: HOLD };
  }
  const lesson: Lesson | null = driftMs === null ? null : { cost: "returning", atMs: nowMs, driftMs, perMs: 0 };
  return {
    state: { ...state, phase: { kind: "steady" }, lesson, offSinceMs: null },
    decision: { kind: "rate", bias: 0 },
  };
}

function nudge(state: DriftState, driftMs: number, { nowMs, roomRate }: DriftInput): DriftStep {
  const toCloseMs = driftMs - state.costs.leaving - state.costs.returning;
  const size =
    Math.abs(driftMs) > FAR_MS
      ? NUDGE_FAR_MAX
      : Math.min(NUDGE_MAX, Math.max(NUDGE_MIN, Math.abs(toCloseMs) / NUDGE_FOR_MS));
  const bias = toCloseMs > 0 ? -size : size;
  const endMs = nowMs + Math.abs(toCloseMs) / (size * roomRate);
  const lesson: Lesson = { cost: "leaving", atMs: nowMs, driftMs, perMs: bias * roomRate };
  return {
    state: { ...state, phase: { kind: "nudging", bias, endMs }, lesson, offSinceMs: null },
    decision: { kind: "rate", bias },
  };
}

/** What is missing from what a free change of rate would have brought is what it cost. */
function taught(state: DriftState, nowMs: number, driftMs: number): DriftState {
  const { lesson, costs } = state;
  if (lesson === null) {
    return state;
  }
  const costMs = lesson.driftMs + (nowMs - lesson.atMs) * lesson.perMs - driftMs;
  const known = costs[lesson.cost];
  if (Math.abs(costMs - known) > COST_SURPRISE_MAX_MS) {
    return { ...state, lesson: null };
  }
  const learned = Math.min(COST_MAX_MS, Math.max(-COST_MAX_MS, known + COST_LEARNED * (costMs - known)));
  return { ...state, lesson: null, costs: { ...costs, [lesson.cost]: learned } };
}
