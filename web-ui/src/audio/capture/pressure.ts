/** This much sound waiting to leave is more than a hiccup: a tier is left out. */
const HEAVY_MS = 200;
const CLEAR_MS = 40;
/** What was left out takes a moment to be felt. */
const STEP_EVERY_MS = 500;
const CALM_FIRST_MS = 10_000;
const CALM_MAX_MS = 160_000;

/**
 * Which of the tiers in demand the way up can carry. The best is left out first, as it weighs most; the lowest always
 * goes, so that nobody hears nothing. A tier comes back after a calm time, a longer one each time that was too early.
 */
export function createPressure() {
  let demanded: readonly number[] = [];
  let heldBack = 0;
  let calmMs = CALM_FIRST_MS;
  let steppedMs = Number.NEGATIVE_INFINITY;
  let clearSinceMs: number | null = null;
  let returnedMs = Number.NEGATIVE_INFINITY;

  const sent = () => demanded.slice(Math.min(heldBack, Math.max(0, demanded.length - 1)));

  function holdBack(nowMs: number): void {
    clearSinceMs = null;
    if (sent().length > 1 && nowMs - steppedMs >= STEP_EVERY_MS) {
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
      heldBack = Math.min(heldBack, Math.max(0, demanded.length - 1));
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
    heldBack: () => demanded.slice(0, demanded.length - sent().length),
  };
}
