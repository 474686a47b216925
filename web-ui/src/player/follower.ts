import type { Timeline } from "../protocol/messages";
import { type RateCosts, SEEK_MS } from "./drift";
import { type Landing, land } from "./landing";
import type { LatencyBook } from "./latency";
import { aheadOfRoomS, isOver, lastFrameS, offStandS, standingS } from "./moment";
import { Putting } from "./putting";
import { Steering } from "./steering";

/** While paused, everyone sees the same frame. */
const STANDS_WITHIN_S = 0.02;
/** Whoever played until this little before the end has seen it. */
const SHOWS_END_S = 0.5;
/** A timer that comes this late is a throttled one; the end of a nudge would be missed. */
const TICK_LATE_MS = 400;
/** Paused by something else again so soon after we started it: the device means it. */
const PAUSED_AGAIN_MS = 2_000;

export type FollowerMode = "idle" | "standing" | "landing" | "running" | "asleep" | "over" | "refused" | "failed";

export interface FollowerStatus {
  readonly mode: FollowerMode;
  readonly sinceMs: number;
  readonly driftMs: number | null;
  readonly stalled: boolean;
  readonly hardSeeks: number;
  readonly underruns: number;
  readonly rateChanges: number;
  readonly lateMs: number;
  readonly costs: RateCosts;
  readonly message: string;
}

export interface FollowerOptions {
  readonly media: HTMLMediaElement;
  readonly serverNowMs: () => number;
  readonly latencies: LatencyBook;
  readonly onChange: () => void;
}

/** Keeps one element at the room's moment, and never tells the room anything. */
export class Follower {
  private readonly putting: Putting;
  private readonly steering: Steering;
  private readonly stop = new AbortController();
  private goal: Timeline | null = null;
  private flight: AbortController | null = null;
  private mode: FollowerMode = "idle";
  private sinceMs = performance.now();
  private tickedMs = performance.now();
  private warm = false;
  private stalled = false;
  private hardSeeks = 0;
  private underruns = 0;
  private lateMs = 0;
  private message = "";

  constructor(private readonly options: FollowerOptions) {
    const { media } = options;
    const { signal } = this.stop;
    this.putting = new Putting(media);
    this.steering = new Steering(options);
    media.addEventListener("waiting", () => this.onStall(), { signal });
    media.addEventListener("playing", () => this.onResume(), { signal });
    media.addEventListener("seeking", () => this.onSeeking(), { signal });
    media.addEventListener("seeked", () => this.steering.disturb(), { signal });
    media.addEventListener("pause", () => this.onPause(), { signal });
  }

  status(): FollowerStatus {
    const { mode, sinceMs, stalled, hardSeeks, underruns, lateMs, message, steering } = this;
    return {
      mode,
      sinceMs,
      driftMs: mode === "running" ? steering.driftMs() : null,
      stalled,
      hardSeeks,
      underruns,
      rateChanges: steering.rateChanges(),
      lateMs,
      costs: steering.costs(),
      message,
    };
  }

  /** The room goes on like this. What is known already changes nothing; a fresher instant for it is taken over. */
  follow(goal: Timeline): void {
    const known = this.goal;
    this.goal = goal;
    if (known === null || known.version !== goal.version || known.src !== goal.src) {
      this.act();
    }
  }

  /** There is nothing to follow, or nothing to do it with, until `follow` is called again. */
  release(): void {
    this.flight?.abort();
    this.flight = null;
    this.putting.forget();
    this.goal = null;
    this.steering.forget();
    this.enter("idle");
  }

  /** Somebody looks at the page again: what the browser stopped while nobody did may go on. */
  wake(): void {
    this.steering.disturb();
    if (this.mode === "asleep") {
      this.again();
    }
  }

  /** Takes up the goal anew, after a gesture say. */
  again(): void {
    if (this.goal !== null) {
      this.act();
    }
  }

  tick(): void {
    const nowMs = performance.now();
    const late = nowMs - this.tickedMs > TICK_LATE_MS;
    this.tickedMs = nowMs;
    this.putting.tick(nowMs);
    if (this.goal === null || !this.goal.isPlaying) {
      return;
    }
    if (isOver(this.goal, this.options.serverNowMs())) {
      this.finish(this.goal);
    } else if (this.mode === "running" && !this.stalled) {
      if (this.steering.steer(this.goal, late)) {
        this.fly(this.goal);
      }
    }
  }

  destroy(): void {
    this.release();
    this.stop.abort();
    this.options.media.pause();
  }

  private act(): void {
    const { media, serverNowMs } = this.options;
    const goal = this.goal;
    if (goal === null) {
      return;
    }
    this.flight?.abort();
    this.flight = null;
    this.putting.forget();
    if (!goal.isPlaying) {
      this.stand(goal);
    } else if (isOver(goal, serverNowMs())) {
      this.finish(goal);
    } else if (this.mode === "running" && !media.paused && this.isNear(goal)) {
      this.straighten();
    } else {
      this.fly(goal);
    }
  }

  private isNear(goal: Timeline): boolean {
    const aheadS = aheadOfRoomS(goal, this.options.media.currentTime, this.options.serverNowMs());
    return Math.abs(aheadS) * 1_000 <= SEEK_MS;
  }

  private stand(goal: Timeline): void {
    const { media } = this.options;
    this.enter("standing");
    media.pause();
    this.straighten();
    if (offStandS(goal, media) > STANDS_WITHIN_S) {
      this.putting.put(standingS(goal, media), goal);
    }
  }

  /** Whoever played up to here shows the end already; all others are put there. */
  private finish(goal: Timeline): void {
    const { media } = this.options;
    const lastS = lastFrameS(goal, media);
    if (this.mode === "over") {
      return;
    }
    const playedUpTo = this.mode === "running" && lastS - media.currentTime < SHOWS_END_S;
    this.flight?.abort();
    this.flight = null;
    this.enter("over");
    media.pause();
    if (!playedUpTo && Number.isFinite(lastS)) {
      this.putting.put(lastS, goal);
    }
  }

  private fly(goal: Timeline): void {
    const { media, serverNowMs, latencies } = this.options;
    const flight = new AbortController();
    const wasPlaying = this.mode === "running" && !media.paused;
    this.flight = flight;
    this.enter("landing");
    this.straighten();
    const onSeek = (fromS: number, toS: number) => {
      const far = Math.abs(toS - fromS) * 1_000 > SEEK_MS;
      // A seek after the first of one flight only sharpens the aim of a picture that stands still.
      this.hardSeeks += (wasPlaying || far) && !flown ? 1 : 0;
      this.steering.jumped();
      flown = true;
    };
    let flown = false;
    land({ media, timeline: goal, serverNowMs, latencies, warm: this.warm, signal: flight.signal, onSeek }).then(
      (landing) => this.onLanded(flight, landing),
      () => undefined,
    );
  }

  private onLanded(flight: AbortController, landing: Landing): void {
    if (flight !== this.flight) {
      return;
    }
    this.flight = null;
    switch (landing.kind) {
      case "playing":
        this.lateMs = landing.lateMs;
        this.warm = true;
        this.stalled = false;
        this.steering.started({ kind: landing.start, lateMs: landing.lateMs });
        this.enter("running");
        return;
      case "refused":
        this.enter("refused");
        return;
      case "failed":
        this.message = landing.message;
        this.enter("failed");
        return;
      default:
        landing satisfies never;
    }
  }

  private straighten(): void {
    this.steering.straighten(this.goal?.playbackRate ?? 1);
  }

  private onStall(): void {
    if (this.mode === "running" && !this.options.media.seeking && !this.stalled) {
      this.stalled = true;
      this.underruns += 1;
      this.steering.stalled();
      this.options.onChange();
    }
  }

  private onSeeking(): void {
    this.warm = false;
    this.steering.disturb();
  }

  private onResume(): void {
    if (this.stalled) {
      this.stalled = false;
      this.straighten();
      this.options.onChange();
    }
    this.steering.disturb();
  }

  /** Not our doing: a headset was unplugged, a call came in, or the browser saves power in a hidden tab. */
  private onPause(): void {
    const { media } = this.options;
    if (this.mode !== "running" || media.ended || !media.paused) {
      return;
    }
    if (document.visibilityState === "hidden") {
      this.enter("asleep");
    } else if (performance.now() - this.sinceMs < PAUSED_AGAIN_MS) {
      this.enter("refused");
    } else {
      this.again();
    }
  }

  private enter(mode: FollowerMode): void {
    if (this.mode !== mode) {
      this.mode = mode;
      this.sinceMs = performance.now();
      this.options.onChange();
    }
  }
}
