import { after, PACE_AT_START, type Pace, unsettled } from "./pace";
import { aheadSeconds, modulo, type Status, targetSeconds } from "./status";

const TICK_MS = 250;
/** A timer that comes this late is a throttled one: the end of a nudge would be missed. */
const TICK_LATE_MS = 1_500;
/** While it stands, a track need not stand more exactly than this. */
const STANDS_WITHIN_S = 0.05;
/** A file that cannot be played is tried again, less and less often. */
const BROKEN_RETRY_MS = 4_000;
const BROKEN_RETRY_MAX_MS = 60_000;

export type TrackMode =
  | "empty"
  /** The first data, or more data, is on its way. */
  | "loading"
  | "playing"
  | "paused"
  /** The browser wants a click before it plays. */
  | "refused"
  | "broken";

export interface TrackState {
  readonly mode: TrackMode;
  readonly positionS: number;
  readonly durationS: number | null;
  /** Ahead of the server is positive; null while it cannot be told. */
  readonly errorS: number | null;
}

export interface TrackOptions {
  readonly audio: HTMLAudioElement;
  readonly serverNowMs: () => number;
  readonly onChange: () => void;
}

/** Keeps an audio element where the last answer says that it should be, whatever else happens to the element. */
export class Track {
  private goal: Status | null = null;
  private pace: Pace = PACE_AT_START;
  private mode: TrackMode = "empty";
  private errorS: number | null = null;
  private starting = false;
  private tickedMs = performance.now();
  private broken = { times: 0, sinceMs: 0 };
  private readonly mayNudge = !isWebKit();

  constructor(private readonly options: TrackOptions) {
    const { audio } = options;
    audio.loop = true;
    for (const name of ["playing", "waiting", "seeked", "stalled", "loadedmetadata"]) {
      audio.addEventListener(name, () => this.disturb());
    }
    audio.addEventListener("error", () => this.onBroken());
    setInterval(() => this.tick(), TICK_MS);
  }

  state(): TrackState {
    const { audio } = this.options;
    const durationS = this.goal?.durationS ?? (Number.isFinite(audio.duration) ? audio.duration : null);
    return { mode: this.mode, positionS: audio.currentTime, durationS, errorS: this.errorS };
  }

  /** `null`: nothing is known for too long; silence is better than a wrong place. */
  follow(goal: Status | null): void {
    const { audio } = this.options;
    const known = this.goal;
    this.goal = goal;
    if (goal === null) {
      audio.pause();
    } else if (known?.trackUrl !== goal.trackUrl && audio.src !== goal.trackUrl) {
      this.load(goal);
    }
    this.tick();
  }

  /** In a click: what the browser refused before, it now allows. */
  allow(): void {
    const { goal } = this;
    if (this.mode === "refused") {
      this.enter("loading");
    }
    if (goal?.isPlaying && this.options.audio.paused) {
      this.begin(goal);
    }
  }

  /** Somebody looks again, or looks away: timers went slow, so no nudge may outlast this. */
  disturb(): void {
    this.pace = unsettled(this.pace, performance.now());
  }

  even(): void {
    this.setRate(1);
    this.pace = { ...unsettled(this.pace, performance.now()), rate: 1, nudgeEndsMs: null };
  }

  tick(): void {
    const nowMs = performance.now();
    const punctual = nowMs - this.tickedMs < TICK_LATE_MS;
    this.tickedMs = nowMs;
    const { goal } = this;
    if (goal === null) {
      this.errorS = null;
      this.enter("empty");
    } else if (this.mode === "broken") {
      this.mend(goal, nowMs);
    } else if (!goal.isPlaying) {
      this.stand(goal);
    } else {
      this.run(goal, nowMs, punctual);
    }
    this.options.onChange();
  }

  private load(goal: Status): void {
    const { audio } = this.options;
    this.pace = { ...PACE_AT_START, seekTakesS: this.pace.seekTakesS };
    this.errorS = null;
    this.enter("loading");
    audio.src = goal.trackUrl;
    audio.load();
  }

  private stand(goal: Status): void {
    const { audio } = this.options;
    audio.pause();
    this.errorS = null;
    this.even();
    if (audio.readyState > 0 && Math.abs(audio.currentTime - goal.positionS) > STANDS_WITHIN_S) {
      audio.currentTime = goal.positionS;
    }
    this.enter("paused");
  }

  private run(goal: Status, nowMs: number, punctual: boolean): void {
    const { audio, serverNowMs } = this.options;
    if (audio.readyState === HTMLMediaElement.HAVE_NOTHING || this.mode === "refused" || this.starting) {
      return;
    }
    const targetS = targetSeconds(goal, serverNowMs());
    if (audio.paused) {
      this.begin(goal);
      return;
    }
    if (audio.seeking || audio.readyState < HTMLMediaElement.HAVE_FUTURE_DATA) {
      this.errorS = null;
      this.enter("loading");
      return;
    }
    this.enter("playing");
    const errorS = aheadSeconds(audio.currentTime, targetS, this.length(goal));
    this.errorS = errorS;
    this.steer(goal, targetS, { nowMs, errorS, mayNudge: this.mayNudge && punctual && !document.hidden });
  }

  private steer(goal: Status, targetS: number, reading: Parameters<typeof after>[1]): void {
    const { pace, move } = after(this.pace, reading);
    this.pace = pace;
    switch (move.kind) {
      case "hold":
        return;
      case "rate":
        this.setRate(move.rate);
        return;
      case "seek":
        this.setRate(1);
        this.jump(goal, targetS + move.beyondS);
        return;
      default:
        move satisfies never;
    }
  }

  /** Plays from where the track is, whatever stopped it. Reached from a click without a pause, or the click counts no more. */
  private begin(goal: Status): void {
    const { audio, serverNowMs } = this.options;
    if (audio.readyState > HTMLMediaElement.HAVE_NOTHING) {
      this.jump(goal, targetSeconds(goal, serverNowMs()) + this.pace.seekTakesS);
    }
    this.setRate(1);
    this.pace = { ...unsettled(this.pace, performance.now()), rate: 1, nudgeEndsMs: null, learning: true };
    if (!this.starting) {
      this.starting = true;
      void this.play();
    }
  }

  private async play(): Promise<void> {
    try {
      await this.options.audio.play();
    } catch (error) {
      // AbortError is another `pause` or `src` that came in between: the next tick sees to it.
      if (error instanceof DOMException && error.name === "NotAllowedError") {
        this.enter("refused");
      }
    } finally {
      this.starting = false;
      this.options.onChange();
    }
  }

  private jump(goal: Status, toS: number): void {
    const lengthS = this.length(goal);
    this.options.audio.currentTime = lengthS === null ? Math.max(0, toS) : modulo(toS, lengthS);
  }

  private length(goal: Status): number | null {
    const { duration } = this.options.audio;
    return goal.durationS ?? (Number.isFinite(duration) ? duration : null);
  }

  private setRate(rate: number): void {
    const { audio } = this.options;
    if (audio.playbackRate !== rate) {
      audio.playbackRate = rate;
    }
  }

  private onBroken(): void {
    if (this.goal !== null) {
      this.broken = { times: this.broken.times + 1, sinceMs: performance.now() };
      this.errorS = null;
      this.enter("broken");
    }
  }

  private mend(goal: Status, nowMs: number): void {
    const waitMs = Math.min(BROKEN_RETRY_MAX_MS, BROKEN_RETRY_MS * 2 ** (this.broken.times - 1));
    if (nowMs - this.broken.sinceMs > waitMs) {
      this.load(goal);
    }
  }

  private enter(mode: TrackMode): void {
    if (this.mode !== mode) {
      this.mode = mode;
      this.broken = mode === "playing" ? { times: 0, sinceMs: 0 } : this.broken;
      this.options.onChange();
    }
  }
}

/** Safari crackles when the rate of an audio element changes, above all on the way to a wireless speaker. */
function isWebKit(): boolean {
  return "webkitPreservesPitch" in HTMLMediaElement.prototype && !/Chrom(e|ium)/.test(navigator.userAgent);
}
