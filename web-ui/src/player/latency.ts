/**
 * From asking to happening, in ms: starting after a seek, when the decoders begin anew; going on from a pause; a seek
 * within what is buffered, and one that must load.
 */
export interface Latencies {
  readonly play: number;
  readonly resume: number;
  readonly seek: number;
  readonly load: number;
}

export type LatencyKind = keyof Latencies;

/** As measured in Chromium on an ordinary machine; every device learns its own. */
const FIRST_GUESS: Latencies = { play: 72, resume: 10, seek: 40, load: 600 };
const LIMITS: { readonly [K in LatencyKind]: readonly [number, number] } = {
  play: [0, 400],
  resume: [0, 400],
  seek: [5, 500],
  load: [100, 5_000],
};
/** Who waits a little loses little, who comes late is off: for loading, bad news is believed sooner than good. */
const LEARNED = 0.35;
const LEARNED_SLOWER = 0.9;
const LEARNED_FASTER = 0.1;
const KEY = "tutti.latency";

export interface LatencyBook {
  of(kind: LatencyKind): number;
  learn(kind: LatencyKind, measuredMs: number): void;
  all(): Latencies;
}

/** What this device needs for what, kept for the tab's lifetime so that a reload starts with it. */
export function createLatencyBook(storage: Pick<Storage, "getItem" | "setItem"> | null): LatencyBook {
  let known = { ...FIRST_GUESS, ...kept(storage) };
  return {
    of: (kind) => known[kind],
    learn(kind, measuredMs) {
      const [least, most] = LIMITS[kind];
      const measured = Math.min(most, Math.max(least, measuredMs));
      const gain = isStart(kind) ? LEARNED : measured > known[kind] ? LEARNED_SLOWER : LEARNED_FASTER;
      known = { ...known, [kind]: known[kind] + gain * (measured - known[kind]) };
      try {
        storage?.setItem(KEY, JSON.stringify(known));
      } catch {
        // A full or forbidden storage only means learning again next time.
      }
    },
    all: () => known,
  };
}

export function isStart(kind: LatencyKind): kind is "play" | "resume" {
  return kind === "play" || kind === "resume";
}

function kept(storage: Pick<Storage, "getItem"> | null): Partial<Latencies> {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? "{}");
    const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
    return Object.fromEntries(entries.filter(([kind, ms]) => isWithin(kind, ms)));
  } catch {
    return {};
  }
}

function isWithin(kind: string, ms: unknown): boolean {
  const limits = isKind(kind) ? LIMITS[kind] : null;
  return limits !== null && typeof ms === "number" && ms >= limits[0] && ms <= limits[1];
}

function isKind(name: string): name is LatencyKind {
  return name in LIMITS;
}

export function tabStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
