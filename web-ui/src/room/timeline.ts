import type { Timeline } from "../protocol/messages";

/** Where the room is at the server's instant `serverNowMs`, in seconds of the media: it wraps where it loops and stops at the end. */
export function targetSeconds(timeline: Timeline, serverNowMs: number): number {
  const elapsedS = timeline.isPlaying ? Math.max(0, serverNowMs - timeline.baseServerTime) / 1_000 : 0;
  return withinMedia(timeline, timeline.baseMediaTime + elapsedS * timeline.playbackRate);
}

/** The position a media of this length really has when arithmetic says `seconds`. */
export function withinMedia(timeline: Timeline, seconds: number): number {
  const duration = timeline.duration;
  if (duration === null || duration <= 0) {
    return Math.max(0, seconds);
  }
  return timeline.loop ? ((seconds % duration) + duration) % duration : Math.min(Math.max(0, seconds), duration);
}
