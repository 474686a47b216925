/** Three holes in ten seconds are what nobody listens to for long. */
const HOLES = 3;
const HOLES_WITHIN_MS = 10_000;
/** The server gives a lower quality first, if there is one. */
const PATIENCE_MS = 8_000;
const LOWEST_TIER = 2;
const STEP_MIN_MS = 100;
const SPARE_MS = 60;
export const BEHIND_MAX_MS = 2_000;
const BACK_AFTER_MS = 30_000;

export interface Struggle {
  readonly nowMs: number;
  /** So far. */
  readonly underruns: number;
  readonly tier: number | null;
  /** What would do for 95 % and 99 % of the sound. */
  readonly neededP95Ms: number | null;
  readonly neededP99Ms: number | null;
  readonly playoutDelayMs: number;
}

/** Who cannot keep up with the room plays behind it, without holes, and comes back when it could again. */
export interface Relaxing {
  /** How far behind the room to play. */
  observe(struggle: Struggle): number;
}

export function createRelaxing(): Relaxing {
  let holesAtMs: number[] = [];
  let known = 0;
  let strugglesSinceMs: number | null = null;
  let lastHoleMs = Number.NEGATIVE_INFINITY;
  let behindMs = 0;

  function note({ nowMs, underruns }: Struggle): void {
    for (; known < underruns; known++) {
      holesAtMs.push(nowMs);
      lastHoleMs = nowMs;
    }
    known = underruns;
    holesAtMs = holesAtMs.filter((atMs) => nowMs - atMs <= HOLES_WITHIN_MS).slice(-HOLES);
    strugglesSinceMs = holesAtMs.length < HOLES ? null : (strugglesSinceMs ?? nowMs);
  }

  return {
    observe(struggle) {
      note(struggle);
      const { nowMs, tier, neededP95Ms, neededP99Ms, playoutDelayMs } = struggle;
      const noHelp = (tier ?? 0) >= LOWEST_TIER || behindMs > 0;
      if (strugglesSinceMs !== null && (noHelp || nowMs - strugglesSinceMs >= PATIENCE_MS)) {
        const needed = (neededP99Ms ?? 0) - playoutDelayMs + SPARE_MS;
        behindMs = Math.min(BEHIND_MAX_MS, Math.max(behindMs + STEP_MIN_MS, needed));
        holesAtMs = [];
        strugglesSinceMs = null;
      } else if (behindMs > 0 && nowMs - lastHoleMs >= BACK_AFTER_MS && fits(neededP95Ms, playoutDelayMs)) {
        behindMs = 0;
      }
      return behindMs;
    },
  };
}

function fits(neededMs: number | null, playoutDelayMs: number): boolean {
  return neededMs !== null && neededMs + SPARE_MS <= playoutDelayMs;
}
