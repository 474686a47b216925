import { isPassing, RefusedError } from "./requests";
import { retryDelayMs } from "./retry";

interface InsistenceOptions<T> {
  readonly ask: () => Promise<T>;
  readonly answered: (answer: T) => void;
  /** For good: there is nothing to wait for. */
  readonly refused: () => void;
  /** It may or may not have been heard. */
  readonly lost?: () => void;
  /** After so many tries what passes is taken for good; without it, never. */
  readonly triesMax?: () => number;
  /** Whether it is still worth asking. Without a connection it is not: whoever is in the room again asks anew. */
  readonly goesOn: () => boolean;
}

/** One question, until it is answered. */
export interface Insistence {
  /** Now, in place of what waits. Resolves false when it was refused. */
  ask(): Promise<boolean>;
  /** Nobody wants to know any more. */
  cease(): void;
}

/** What gets lost is asked again, after longer and longer pauses. */
export function createInsistence<T>(options: InsistenceOptions<T>): Insistence {
  const { ask, answered, refused, lost, goesOn, triesMax = () => Number.POSITIVE_INFINITY } = options;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function next(attempt: number): Promise<boolean> {
    clearTimeout(timer);
    turn += 1;
    const mine = turn;
    try {
      const answer = await ask();
      // An older answer that comes late is about what is over.
      if (mine === turn) answered(answer);
      return true;
    } catch (error) {
      if (mine !== turn) return true;
      const passes = error instanceof RefusedError && isPassing(error.code);
      if (!passes || attempt + 1 >= triesMax()) {
        refused();
        return false;
      }
      lost?.();
      if (goesOn()) timer = setTimeout(() => goesOn() && next(attempt + 1), retryDelayMs(attempt, Math.random));
      return true;
    }
  }

  return {
    ask: () => next(0),
    cease() {
      clearTimeout(timer);
      turn += 1;
    },
  };
}
