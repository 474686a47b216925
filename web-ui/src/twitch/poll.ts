import type { ClockSample } from "../connection/clock";
import { parseStatus, type Status } from "./status";

export const POLL_MS = 3_000;
/** An answer that takes longer tells the time too badly to be waited for. */
const PATIENCE_MS = 5_000;
const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 15_000;
const RETRY_GROWTH = 1.6;

export interface PollerOptions {
  /** Asked anew each time: the streamer may name another server while the panel is open. */
  readonly url: () => string;
  readonly nowMs: () => number;
  readonly onStatus: (status: Status, sample: ClockSample) => void;
  readonly onFailure: (inRow: number) => void;
}

export interface Poller {
  /** Asks at once, and then every few seconds. */
  ask(): void;
  stop(): void;
}

/** Jittered both ways: a channel's viewers open the page together, and lose and find the server together. */
export function nextAskMs(failuresInRow: number, random: () => number): number {
  if (failuresInRow === 0) {
    return Math.round(POLL_MS * (0.95 + 0.1 * random()));
  }
  const ceiling = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * RETRY_GROWTH ** (failuresInRow - 1));
  return Math.round(ceiling * (0.6 + 0.8 * random()));
}

export function createPoller({ url, nowMs, onStatus, onFailure }: PollerOptions): Poller {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let question = 0;
  let underWay: AbortController | null = null;

  async function ask(): Promise<void> {
    clearTimeout(timer);
    underWay?.abort();
    const mine = ++question;
    underWay = new AbortController();
    const answer = await request(url(), nowMs, underWay);
    if (mine !== question) {
      return;
    }
    failures = answer === null ? failures + 1 : 0;
    timer = setTimeout(ask, nextAskMs(failures, Math.random));
    if (answer === null) {
      onFailure(failures);
    } else {
      onStatus(answer.status, answer.sample);
    }
  }

  return {
    ask: () => void ask(),
    stop() {
      question += 1;
      clearTimeout(timer);
      underWay?.abort();
    },
  };
}

interface Answer {
  readonly status: Status;
  readonly sample: ClockSample;
}

async function request(url: string, nowMs: () => number, stop: AbortController): Promise<Answer | null> {
  const patience = setTimeout(() => stop.abort(), PATIENCE_MS);
  try {
    const t0 = nowMs();
    const response = await fetch(url, { cache: "no-store", credentials: "omit", signal: stop.signal });
    // The headers' arrival is the answer's; reading the body is this page's own time.
    const t3 = nowMs();
    const status = response.ok ? parseStatus(await response.json()) : null;
    return status && { status, sample: { t0, t1: status.serverTimeMs, t2: status.serverTimeMs, t3 } };
  } catch {
    return null;
  } finally {
    clearTimeout(patience);
  }
}
