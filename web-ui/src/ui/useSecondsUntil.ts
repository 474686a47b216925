import { useEffect, useReducer } from "react";

/** Oftener than once a second, so that no second is shown twice as long as another. */
const LOOK_EVERY_MS = 250;

/** Whole seconds until an instant by whichever clock it was said in, counted down to nothing; null where there is none. */
export function useSecondsUntil(untilMs: number, nowMs: () => number): number;
export function useSecondsUntil(untilMs: number | null, nowMs: () => number): number | null;
export function useSecondsUntil(untilMs: number | null, nowMs: () => number): number | null {
  const left = untilMs === null ? null : Math.max(0, Math.ceil((untilMs - nowMs()) / 1_000));
  const isCounting = left !== null && left > 0;
  const [, look] = useReducer((looks: number) => looks + 1, 0);

  useEffect(() => {
    if (untilMs === null || !isCounting) return;
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [untilMs, isCounting]);

  return left;
}
