import type { Timeline } from "../protocol/messages";
import { BEFORE_END_S, bufferedToS, canShow, lastFrameS } from "./moment";

/** Long enough for hls.js to have ended what it will end; files end by themselves. */
const ENDS_WITHIN_MS = 1_500;

/** Puts a standing element somewhere, and to the last frame of what shows nothing yet in two steps. */
export class Putting {
  private endOf: Timeline | null = null;
  private shownMs: number | null = null;

  constructor(private readonly media: HTMLMediaElement) {}

  put(toS: number, goal: Timeline): void {
    const { media } = this;
    const early = toS >= lastFrameS(goal, media) && !canShow(media);
    this.forget();
    this.endOf = early ? goal : null;
    media.currentTime = early ? Math.max(0, toS - BEFORE_END_S) : toS;
  }

  tick(nowMs: number): void {
    const { media, endOf } = this;
    if (endOf === null || !canShow(media)) {
      return;
    }
    this.shownMs ??= nowMs;
    const ended = bufferedToS(media, media.currentTime) >= media.duration;
    if (ended || nowMs - this.shownMs >= ENDS_WITHIN_MS) {
      this.forget();
      // Only now the media may know how long it really is.
      media.currentTime = lastFrameS(endOf, media);
    }
  }

  /** The element is needed elsewhere. */
  forget(): void {
    this.endOf = null;
    this.shownMs = null;
  }
}
