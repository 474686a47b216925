/** A gap is told of once it has lasted, and then long enough to be read: a blink of the network is nobody's business. */
export const TOLD_AFTER_MS = 1_500;
export const TOLD_FOR_MS = 2_000;

export interface Look<T> {
  readonly shown: T;
  /** When to look again, where nothing else happens; null for never. */
  readonly dueMs: number | null;
}

/** What is shown of something that changes by the moment. What is well is shown at once, a gap only after a while. */
export interface Steady<T> {
  look(value: T, nowMs: number): Look<T>;
}

export interface SteadyOptions<T> {
  readonly isGap: (value: T, shown: T) => boolean;
  readonly isSame?: (value: T, other: T) => boolean;
}

export function createSteady<T>(first: T, { isGap, isSame = Object.is }: SteadyOptions<T>): Steady<T> {
  let seen = { value: first, sinceMs: Number.NEGATIVE_INFINITY };
  let shown = first;
  let shownUntilMs = Number.NEGATIVE_INFINITY;

  return {
    look(value, nowMs) {
      if (!isSame(value, seen.value)) {
        seen = { value, sinceMs: nowMs };
      }
      if (isSame(value, shown)) {
        return { shown, dueMs: null };
      }
      const gap = isGap(value, shown);
      const dueMs = Math.max(shownUntilMs, gap ? seen.sinceMs + TOLD_AFTER_MS : nowMs);
      if (nowMs < dueMs) {
        return { shown, dueMs };
      }
      shown = value;
      shownUntilMs = gap ? nowMs + TOLD_FOR_MS : Number.NEGATIVE_INFINITY;
      return { shown, dueMs: null };
    },
  };
}
