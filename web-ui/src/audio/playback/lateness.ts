const BIN_MS = 5;
const BINS = 1_200;
/** For each 20 ms of sound: half of what is known is forgotten in 14 s. */
const KEPT = 0.999;
/** Two seconds: a page that begins is busy with itself, and what is late for that will not be late again. */
const SETTLED_PACKETS = 100;

/**
 * How late sound comes, as shares of what came in the last while. Kept as a histogram that fades, so that one number
 * answers for a minute and costs nothing.
 */
export interface Lateness {
  add(lateMs: number, packets: number): void;
  /** What this share of the sound was not later than, rounded up to 5 ms; null before enough came. */
  percentileMs(share: number): number | null;
  reset(): void;
}

export function createLateness(): Lateness {
  const bins = new Float64Array(BINS);
  let total = 0;
  let seen = 0;

  return {
    add(lateMs, packets) {
      seen += packets;
      if (seen <= SETTLED_PACKETS) {
        return;
      }
      const kept = KEPT ** packets;
      for (let bin = 0; bin < BINS; bin++) {
        bins[bin] = (bins[bin] ?? 0) * kept;
      }
      const bin = Math.min(BINS - 1, Math.max(0, Math.floor(lateMs / BIN_MS)));
      bins[bin] = (bins[bin] ?? 0) + packets;
      total = total * kept + packets;
    },
    percentileMs(share) {
      if (total === 0) {
        return null;
      }
      let sum = 0;
      const bin = bins.findIndex((weight) => {
        sum += weight;
        return sum >= share * total - 1e-9;
      });
      return ((bin < 0 ? BINS - 1 : bin) + 1) * BIN_MS;
    },
    reset() {
      bins.fill(0);
      total = 0;
      seen = 0;
    },
  };
}
