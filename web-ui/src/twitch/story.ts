import type { TrackState } from "./track";

/** An outage shorter than this is nobody's business: the music goes on by itself. */
const QUIET_MS = 5_000;
/** So long the last answer is believed. A computer's clock is good for that, but a streamer may have stopped since. */
export const BELIEVED_MS = 30_000;
const IN_STEP_S = 0.1;

export type Story =
  | "blocked"
  | "broken"
  | "catching-up"
  | "connecting"
  | "in-step"
  | "loading"
  | "lost"
  | "paused"
  | "reconnecting";

export const STORY_TEXT: { readonly [S in Story]: string } = {
  blocked: "Press Listen to start",
  broken: "This track cannot be played. Trying again…",
  "catching-up": "Catching up…",
  connecting: "Connecting…",
  "in-step": "In step",
  loading: "Loading…",
  lost: "No connection",
  paused: "Paused by the streamer",
  reconnecting: "Reconnecting…",
};

/** What is told about it, in the order of what matters most. `answeredMs` is when the server was last heard of. */
export function tell(track: TrackState, answeredMs: number | null, failures: number, nowMs: number): Story {
  if (answeredMs === null) {
    return failures > 1 ? "lost" : "connecting";
  }
  const silentMs = nowMs - answeredMs;
  if (failures > 0 && silentMs > BELIEVED_MS) {
    return "lost";
  }
  if (failures > 0 && silentMs > QUIET_MS) {
    return "reconnecting";
  }
  switch (track.mode) {
    case "empty":
      return "connecting";
    case "refused":
      return "blocked";
    case "broken":
      return "broken";
    case "loading":
      return "loading";
    case "paused":
      return "paused";
    case "playing":
      return track.errorS !== null && Math.abs(track.errorS) <= IN_STEP_S ? "in-step" : "catching-up";
    default:
      return track.mode satisfies never;
  }
}
