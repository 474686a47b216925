import type { Timeline } from "../protocol/messages";
import { targetSeconds } from "../room/timeline";

/** How far `positionS` is ahead of the room, in seconds of media; the short way round where the media loops. */
export function aheadOfRoomS(timeline: Timeline, positionS: number, serverNowMs: number): number {
  return shortWay(timeline, positionS - targetSeconds(timeline, serverNowMs));
}

/** In how many ms of the clock the room will be at `positionS`; negative if it was there already. */
export function dueInMs(timeline: Timeline, positionS: number, serverNowMs: number): number {
  const startsInMs = Math.max(0, timeline.baseServerTime - serverNowMs);
  return startsInMs + (aheadOfRoomS(timeline, positionS, serverNowMs) / timeline.playbackRate) * 1_000;
}

/** Whether the room has come to the end of something that doesn't loop. */
export function isOver(timeline: Timeline, serverNowMs: number): boolean {
  const { duration, loop } = timeline;
  return duration !== null && !loop && targetSeconds(timeline, serverNowMs) >= duration - END_S;
}

/** The last frame is at the end less its own length, and some containers are a little shorter than they say. */
const END_S = 0.05;

/** As far as there is a picture: at the very end, browsers keep what they showed before. */
export function lastFrameS({ duration, loop }: Timeline, media: HTMLMediaElement): number {
  const lengthS = Math.min(duration ?? Number.POSITIVE_INFINITY, knownDurationS(media));
  return loop ? Number.POSITIVE_INFINITY : Math.max(0, lengthS - END_S);
}

/**
 * So much before the end a stream can begin to be shown. hls.js does not end one that has shown nothing yet, and what is
 * left at the very end is too little for a browser to show as long as more might come.
 */
export const BEFORE_END_S = 1;

/** Where to begin to load for `positionS`. */
export function startableS({ duration, loop }: Timeline, positionS: number): number {
  return duration === null || loop ? positionS : Math.max(0, Math.min(positionS, duration - BEFORE_END_S));
}

/** Where a player stands while the room is paused. */
export function standingS(timeline: Timeline, media: HTMLMediaElement): number {
  return Math.min(targetSeconds(timeline, timeline.baseServerTime), lastFrameS(timeline, media));
}

/** How far a standing player is off from there, in seconds. */
export function offStandS(timeline: Timeline, media: HTMLMediaElement): number {
  return Math.abs(shortWay(timeline, media.currentTime - standingS(timeline, media)));
}

function shortWay({ loop, duration }: Timeline, gapS: number): number {
  if (!loop || duration === null || duration <= 0) {
    return gapS;
  }
  return gapS - duration * Math.round(gapS / duration);
}

export function isBuffered(media: HTMLMediaElement, positionS: number, forS: number): boolean {
  return bufferedToS(media, positionS) >= Math.min(positionS + forS, endOf(media));
}

/** How far playback could go on from `positionS` without loading. */
export function bufferedToS(media: HTMLMediaElement, positionS: number): number {
  const { buffered } = media;
  for (let index = 0; index < buffered.length; index += 1) {
    if (buffered.start(index) <= positionS + HOLE_S && buffered.end(index) >= positionS) {
      return buffered.end(index);
    }
  }
  return positionS;
}

/** Segments rarely meet exactly. */
const HOLE_S = 0.1;

function endOf(media: HTMLMediaElement): number {
  return knownDurationS(media) - END_S;
}

function knownDurationS({ duration }: HTMLMediaElement): number {
  return Number.isFinite(duration) ? duration : Number.POSITIVE_INFINITY;
}

const HAVE_CURRENT_DATA = 2;
const HAVE_FUTURE_DATA = 3;

/** Whether it shows where it stands. At the end there is nothing more to have. */
export function canShow(media: HTMLMediaElement): boolean {
  return !media.seeking && media.readyState >= HAVE_CURRENT_DATA;
}

/** Whether it could play now, and not just show where it stands. */
export function canPlay(media: HTMLMediaElement): boolean {
  return !media.seeking && media.readyState >= HAVE_FUTURE_DATA;
}
