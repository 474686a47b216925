import type { Timeline } from "../protocol/messages";
import { targetSeconds } from "../room/timeline";
import { ENTER_MS } from "./drift";
import type { FollowerStatus } from "./follower";
import { bufferedToS, isOver, offStandS } from "./moment";
import type { MediaChoices, PlayerError, PlayerPhase, PlayerState } from "./state";

/** A landing this quick is a seek, not a wait. */
const PATIENCE_MS = 400;

/** All that a snapshot for the page is made from. */
export interface Sight {
  readonly goal: Timeline | null;
  readonly media: HTMLMediaElement;
  readonly follower: FollowerStatus;
  readonly loading: boolean;
  readonly error: PlayerError | null;
  readonly durationS: number | null;
  readonly serverNowMs: number;
  readonly clockReady: boolean;
  readonly choices: MediaChoices;
  readonly level: number;
  readonly subtitle: number;
  readonly driftHistory: PlayerState["driftHistory"];
  readonly before: PlayerState;
}

export function viewOf(sight: Sight): PlayerState {
  const { goal, media, follower, choices } = sight;
  const phase = phaseOf(sight);
  return {
    phase,
    error: sight.error,
    positionS: positionOf(sight, phase),
    durationS: goal?.duration ?? sight.durationS,
    bufferedToS: bufferedToS(media, media.currentTime),
    driftMs: follower.driftMs,
    inStep: inStepOf(sight, phase),
    rate: media.playbackRate,
    volume: media.volume,
    muted: media.muted,
    levels: choices.levels,
    level: sight.level,
    subtitles: choices.subtitles,
    subtitle: sight.subtitle,
    hardSeeks: follower.hardSeeks,
    underruns: follower.underruns,
    driftHistory: sight.driftHistory,
  };
}

/** The last frame stands a little before the end, but it is the end that one sees. */
function positionOf({ goal, media, serverNowMs }: Sight, phase: PlayerPhase): number {
  if (goal === null) {
    return media.currentTime;
  }
  const atEnd = (phase === "ended" || phase === "paused") && isOver(goal, serverNowMs);
  if (atEnd) {
    return goal.duration ?? media.currentTime;
  }
  const moving = phase === "playing" || phase === "buffering" || phase === "needs-gesture";
  return moving ? targetSeconds(goal, serverNowMs) : media.currentTime;
}

const TURNS = [
  "phase",
  "error",
  "inStep",
  "durationS",
  "volume",
  "muted",
  "levels",
  "level",
  "subtitles",
  "subtitle",
  "hardSeeks",
] as const;

/** Whether something changed that can't wait for the next of the regular looks. */
export function turned(before: PlayerState, next: PlayerState): boolean {
  return TURNS.some((key) => next[key] !== before[key]);
}

/** Whether there is anything to tell at all: most of the time a paused room has nothing. */
export function moved(before: PlayerState, next: PlayerState): boolean {
  return MOVES.some((key) => next[key] !== before[key]);
}

const MOVES = ["positionS", "bufferedToS", "driftMs", "rate", "driftHistory"] as const;

function phaseOf({ error, loading, goal, follower, serverNowMs }: Sight): PlayerPhase {
  if (error !== null) {
    return "error";
  }
  if (!loading || goal === null) {
    return "empty";
  }
  switch (follower.mode) {
    case "idle":
      return "loading";
    case "refused":
    case "failed":
    case "asleep":
      return "needs-gesture";
    case "over":
      return "ended";
    case "standing":
      return "paused";
    case "running":
      return follower.stalled ? "buffering" : "playing";
    case "landing":
      return landingPhase(goal.baseServerTime > serverNowMs, performance.now() - follower.sinceMs);
    default:
      return follower.mode satisfies never;
  }
}

function landingPhase(toCome: boolean, forMs: number): PlayerPhase {
  if (toCome) {
    return "paused";
  }
  return forMs > PATIENCE_MS ? "buffering" : "playing";
}

const NOTHING_TO_TELL: ReadonlySet<PlayerPhase> = new Set(["empty", "loading", "error", "needs-gesture"]);

function inStepOf(sight: Sight, phase: PlayerPhase): PlayerState["inStep"] {
  const { goal, clockReady, follower } = sight;
  if (goal === null || !clockReady || NOTHING_TO_TELL.has(phase)) {
    return "unknown";
  }
  if (goal.reason === "waiting") {
    return "waiting";
  }
  if (phase === "ended") {
    return "in-step";
  }
  if (follower.mode !== "running" || follower.stalled) {
    return isAt(sight, goal) ? "in-step" : "catching-up";
  }
  // Right after a jump nothing is known for half a second; the badge need not flicker for that.
  const { driftMs } = follower;
  return driftMs === null ? sight.before.inStep : Math.abs(driftMs) > ENTER_MS ? "catching-up" : "in-step";
}

function isAt({ media, follower }: Sight, goal: Timeline): boolean {
  return follower.mode === "standing" && offStandS(goal, media) * 1_000 <= ENTER_MS;
}
