const RETRY_FIRST_MS = 300;
const RETRY_MAX_MS = 10_000;
/** Gentler than doubling: after an outage of any length, the next try comes within a sixth of that length. */
const RETRY_GROWTH = 1.2;

/** Jittered so that a node that comes back is not met by everyone in the same instant. */
export function retryDelayMs(attempt: number, random: () => number): number {
  const ceiling = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * RETRY_GROWTH ** attempt);
  return Math.round(ceiling * (0.5 + random() / 2));
}
