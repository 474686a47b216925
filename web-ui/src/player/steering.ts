import type { Timeline } from "../protocol/messages";
import { DRIFT_AT_START, type DriftState, decide, type RateCosts, restarted, SEEK_MS } from "./drift";
import type { LatencyBook } from "./latency";
import { aheadOfRoomS, bufferedToS } from "./moment";
import { createPositionMeter } from "./position";

/** Playback says nothing true about itself for this long after it was started, or its rate was changed. */
const SETTLE_MS = 250;
/** Going faster with less than this in hand only brings the next stall nearer. */
const NUDGE_BUFFER_S = 1;

/** A reading less sure than this is not acted on, unless it is about something much larger. */
const ERROR_MAX_MS = 8;
const ERROR_MAX_SHARE = 0.06;

/**
 * The first start of a medium may take any time: decoders and sound devices wake up with it. Who came out this far off
 * starts once more rather than gliding for seconds; how long waking up took teaches nothing about later starts.
 */
const FALSE_START_MS = 200;

export interface Start {
  readonly kind: "play" | "resume";
  readonly lateMs: number;
}

export interface SteeringOptions {
  readonly media: HTMLMediaElement;
  readonly serverNowMs: () => number;
  readonly latencies: LatencyBook;
}

/** Holds what plays at the room's moment, by its rate; says when that won't do. */
export class Steering {
  private readonly meter = createPositionMeter();
  private drift: DriftState = DRIFT_AT_START;
  private start: Start | null = null;
  private offMs: number | null = null;
  private changes = 0;
  private everStarted = false;

  constructor(private readonly options: SteeringOptions) {}

  driftMs(): number | null {
    return this.offMs;
  }

  rateChanges(): number {
    return this.changes;
  }

  costs(): RateCosts {
    return this.drift.costs;
  }

  /** The room's own rate again, and nothing under way. */
  straighten(roomRate: number): void {
    this.drift = restarted(this.drift, performance.now(), false);
    this.offMs = null;
    this.setRate(roomRate);
  }

  /** Another medium, which has to be got to know. */
  forget(): void {
    this.everStarted = false;
    this.start = null;
    this.offMs = null;
  }

  jumped(): void {
    this.drift = restarted(this.drift, performance.now(), true);
    this.offMs = null;
    this.start = null;
  }

  started(start: Start): void {
    this.start = start;
    this.drift = restarted(this.drift, performance.now(), false);
    this.disturb();
  }

  stalled(): void {
    this.offMs = null;
    this.start = null;
  }

  disturb(): void {
    this.meter.disturb(performance.now(), SETTLE_MS);
  }

  /** Looks and acts; true if only a jump helps. */
  steer(goal: Timeline, late: boolean): boolean {
    const { media, serverNowMs } = this.options;
    const nowMs = performance.now();
    this.meter.look(nowMs, media.currentTime);
    this.offMs = this.measured(goal, nowMs, serverNowMs());
    if (this.learnStart()) {
      return true;
    }
    const { state, decision } = decide(this.drift, {
      nowMs,
      driftMs: this.offMs,
      roomRate: goal.playbackRate,
      mayNudge: !late && this.hasInHand(NUDGE_BUFFER_S),
    });
    this.drift = state;
    if (decision.kind === "rate") {
      this.setRate(goal.playbackRate * (1 + decision.bias));
    }
    return decision.kind === "seek";
  }

  private measured(goal: Timeline, nowMs: number, serverMs: number): number | null {
    const reading = this.meter.read(nowMs);
    if (reading === null) {
      return null;
    }
    const offMs = aheadOfRoomS(goal, reading.seconds, serverMs) * 1_000;
    return reading.errorS * 1_000 <= Math.max(ERROR_MAX_MS, Math.abs(offMs) * ERROR_MAX_SHARE) ? offMs : null;
  }

  private hasInHand(seconds: number): boolean {
    const { media } = this.options;
    const endS = Number.isFinite(media.duration) ? media.duration : Number.POSITIVE_INFINITY;
    return bufferedToS(media, media.currentTime) >= Math.min(media.currentTime + seconds, endS - seconds);
  }

  /** Where we came out after a start, compared with where we meant to, is what starting really takes here. True for a false start. */
  private learnStart(): boolean {
    const { start, offMs } = this;
    if (offMs === null || start === null) {
      return false;
    }
    const first = !this.everStarted;
    this.everStarted = true;
    this.start = null;
    if (first && Math.abs(offMs) > FALSE_START_MS) {
      return true;
    }
    const surpriseMs = offMs + start.lateMs;
    if (Math.abs(surpriseMs) < SEEK_MS) {
      const { latencies } = this.options;
      latencies.learn(start.kind, latencies.of(start.kind) - surpriseMs);
    }
    return false;
  }

  private setRate(rate: number): void {
    const { media } = this.options;
    if (media.playbackRate !== rate) {
      media.playbackRate = rate;
      this.changes += media.paused ? 0 : 1;
      this.disturb();
    }
    this.meter.setRate(rate);
  }
}
