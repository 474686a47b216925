const STEPS_MAX = 16;

/** The room's playout delay, which changes from some packet on. */
export interface PlayoutDelay {
  at(seq: number): number;
  /** What is heard now, or soon. */
  now(): number;
  set(ms: number, fromSeq?: number): void;
}

export function createPlayoutDelay(ms: number): PlayoutDelay {
  let steps = [{ ms, fromSeq: 0 }];
  return {
    at: (seq) => steps.findLast(({ fromSeq }) => fromSeq <= seq)?.ms ?? steps[0]?.ms ?? ms,
    now: () => steps.at(-1)?.ms ?? ms,
    set(next, fromSeq = 0) {
      steps = [...steps.filter((step) => step.fromSeq < fromSeq), { ms: next, fromSeq }].slice(-STEPS_MAX);
    },
  };
}
