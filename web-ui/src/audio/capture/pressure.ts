import { OPUS_TIERS } from "./tier";

/** This much sound waiting to leave is more than a hiccup: a tier is left out. */
const HEAVY_MS = 200;
const CLEAR_MS = 40;
/** What was left out takes a moment to be felt. */
const STEP_EVERY_MS = 500;
const CALM_FIRST_MS = 10_000;
const CALM_MAX_MS = 160_000;

const LOWEST_OPUS = Math.max(...OPUS_TIERS);

/**
 * Which of the tiers in demand the way up can carry. The best is left out first, as it weighs most. Where the last one is
 * too much as well, a lower one goes in its place, which the room gives to all: nobody is to hear nothing. A tier comes back
 * after a calm time, a longer one each time that was too early.
 */
export function createPressure() {
  let demanded: readonly number[] = [];
  let heldBack = 0;
  let calmMs = CALM_FIRST_MS;
  let steppedMs = Number.NEGATIVE_INFINITY;
  let clearSinceMs: number | null = null;
  let returnedMs = Number.NEGATIVE_INFINITY;

  /** Each step sends less than the one before. */
  function steps(): readonly (readonly number[])[] {
    const lowest = demanded.at(-1) ?? LOWEST_OPUS;
    const instead = OPUS_TIERS.filter((tier) => tier > lowest).map((tier) => [tier]);
    return demanded.length === 0 ? [[]] : [...demanded.map((_, left) => demanded.slice(left)), ...instead];
  }

  const sent = () => steps()[heldBack] ?? [];

  function holdBack(nowMs: number): void {
    clearSinceMs = null;
    if (heldBack < steps().length - 1 && nowMs - steppedMs >= STEP_EVERY_MS) {
      calmMs = nowMs - returnedMs < calmMs ? Math.min(CALM_MAX_MS, calmMs * 2) : CALM_FIRST_MS;
      heldBack += 1;
      steppedMs = nowMs;
    }
  }

  function letBack(nowMs: number): void {
    clearSinceMs ??= nowMs;
    if (heldBack > 0 && nowMs - clearSinceMs >= calmMs) {
      heldBack -= 1;
      returnedMs = nowMs;
      clearSinceMs = nowMs;
    }
  }

  return {
    demand(tiers: readonly number[]): void {
      demanded = [...new Set(tiers)].sort((one, other) => one - other);
      heldBack = Math.min(heldBack, steps().length - 1);
    },
    /** Once for each 20 ms, with how much sound waits to be sent. */
    feel(backlogMs: number, nowMs: number): void {
      if (backlogMs > HEAVY_MS) {
        holdBack(nowMs);
      } else if (backlogMs < CLEAR_MS) {
        letBack(nowMs);
      } else {
        clearSinceMs = null;
      }
    },
    /** Best first. */
    sent,
    /** What is in demand and does not go. */
    heldBack: () => demanded.filter((tier) => !sent().includes(tier)),
  };
}
