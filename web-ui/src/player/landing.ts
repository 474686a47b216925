import type { Timeline } from "../protocol/messages";
import { targetSeconds } from "../room/timeline";
import type { LatencyBook } from "./latency";
import { canPlay, dueInMs, isBuffered } from "./moment";

/** Standing this little behind is left to the nudge: another seek would cost more. */
const LATE_MS = 25;
/** Once the picture stands still, seeking a second time is seen by nobody, but only worth it for more than this. */
const LATE_AGAIN_MS = 100;
const AGAIN_MAX = 4;
/** A seek that came late was too slow, and the next may be as slow. */
const SLOWER_AGAIN = 1.2;
/** Standing ahead, we wait for the room rather than seek; but nobody wants to wait for long. */
const AHEAD_MS = 3_000;
/** So that a seek a bit slower than learned still comes in time. */
const MARGIN_MS = 80;
/** What must be loaded around the place to call a seek a quick one. */
const QUICK_FOR_S = 0.3;

export type Landing =
  /** Playing; `lateMs` is how much later than planned it was started. */
  | { readonly kind: "playing"; readonly lateMs: number; readonly start: "play" | "resume" }
  /** The browser wants a user's gesture first. */
  | { readonly kind: "refused" }
  | { readonly kind: "failed"; readonly message: string };

export interface LandingOptions {
  readonly media: HTMLMediaElement;
  readonly timeline: Timeline;
  readonly serverNowMs: () => number;
  readonly latencies: LatencyBook;
  /** Whether the element played since it was last put somewhere: going on is quicker than starting. */
  readonly warm: boolean;
  /** Ends it; the promise then never settles into anything. */
  readonly signal: AbortSignal;
  readonly onSeek: (fromS: number, toS: number) => void;
}

/**
 * Brings a standing element to the room's moment while the room goes on: it seeks to where the room will be, waits there
 * until it can play, and starts when the room comes by, early by what starting takes. So even a seek that takes longer or
 * shorter than expected lands exactly, and a second jump isn't needed.
 */
export async function land(options: LandingOptions): Promise<Landing> {
  const { media, timeline, serverNowMs, latencies, signal } = options;
  let how: "play" | "resume" = options.warm ? "resume" : "play";
  const spareMs = () => dueInMs(timeline, media.currentTime, serverNowMs()) - latencies.of(how);

  media.pause();
  if (!canPlay(media) && standsWell(spareMs())) {
    await untilReady(media, signal);
  }
  let last: Seek | null = null;
  if (!canPlay(media) || !standsWell(spareMs())) {
    how = "play";
    last = await seekAhead(options, last);
  }
  await pauseFor(spareMs(), signal);
  // Whatever came late, the seek or our own timer: while the picture stands still, aiming anew costs nothing but time.
  for (let again = 0; again < AGAIN_MAX && spareMs() < -LATE_AGAIN_MS; again += 1) {
    how = "play";
    last = await seekAhead(options, last);
    await pauseFor(spareMs(), signal);
  }
  const lateMs = Math.max(0, -spareMs());
  return start(media, { kind: "playing", lateMs, start: how }, signal);
}

/** Where it stands, the room is still to come by, and soon. */
function standsWell(spareMs: number): boolean {
  return spareMs >= -LATE_MS && spareMs <= AHEAD_MS;
}

interface Seek {
  readonly kind: "seek" | "load";
  readonly tookMs: number;
}

async function seekAhead(options: LandingOptions, last: Seek | null): Promise<Seek> {
  const { media, timeline, serverNowMs, latencies, signal, onSeek } = options;
  const inMs = (kind: Seek["kind"]) => {
    const leastMs = last?.kind === kind ? last.tookMs * SLOWER_AGAIN : 0;
    return Math.max(leastMs, latencies.of(kind)) + latencies.of("play") + MARGIN_MS;
  };
  const nearS = targetSeconds(timeline, serverNowMs() + inMs("seek"));
  const kind = isBuffered(media, nearS, QUICK_FOR_S) ? "seek" : "load";
  const toS = targetSeconds(timeline, serverNowMs() + inMs(kind));
  const sinceMs = performance.now();
  onSeek(media.currentTime, toS);
  media.currentTime = toS;
  await untilReady(media, signal);
  const tookMs = performance.now() - sinceMs;
  latencies.learn(kind, tookMs);
  return { kind, tookMs };
}

async function start(media: HTMLMediaElement, landing: Landing, signal: AbortSignal): Promise<Landing> {
  try {
    await media.play();
    signal.throwIfAborted();
    return landing;
  } catch (error) {
    signal.throwIfAborted();
    const name = error instanceof DOMException ? error.name : "";
    return name === "NotAllowedError" ? { kind: "refused" } : { kind: "failed", message: String(error) };
  }
}

const READY_EVENTS = ["seeked", "canplay", "canplaythrough", "loadeddata"] as const;

function untilReady(media: HTMLMediaElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      for (const name of READY_EVENTS) {
        media.removeEventListener(name, look);
      }
      signal.removeEventListener("abort", abort);
    };
    const look = () => {
      if (canPlay(media)) {
        stop();
        resolve();
      }
    };
    const abort = () => {
      stop();
      reject(signal.reason);
    };
    for (const name of READY_EVENTS) {
      media.addEventListener(name, look);
    }
    signal.addEventListener("abort", abort);
    look();
  });
}

function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) {
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", abort);
      resolve();
    }, ms);
    signal.addEventListener("abort", abort);
  });
}
