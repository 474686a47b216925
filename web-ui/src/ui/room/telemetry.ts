import type { PlayerState } from "../../player/state";
import type { RoomState } from "../../room/state";
import type { Measured } from "../http/telemetry";

/** What the server takes; a figure beyond is a clock that jumped or a laptop that slept, and not told at all. */
const MS_MAX = 600_000;
const STALLS_MAX = 1_000;

export type SeenPlayer = Pick<PlayerState, "phase" | "driftMs" | "underruns" | "error">;

/** Gathers what is worth telling about one seat until it is taken to be told. */
export interface Telemetry {
  /** To be shown everything that changes. */
  look(room: RoomState | null, player: SeenPlayer | null): void;
  /** The picture moves, or the sound is heard. */
  played(): void;
  /** The player could not be loaded. */
  missing(): void;
  /** What is new since the last time; null when nothing is. */
  take(): Measured | null;
}

export function createTelemetry(now: () => number): Telemetry {
  const beganMs = now();
  let fresh: Measured = {};
  let joined = false;
  /** Only who comes in while it plays, and needs no further click, waits for a first frame as long as we make them. */
  let awaitsFrame = false;
  let underruns = 0;
  let error: PlayerState["error"] = null;

  function measure(what: "joinMs" | "firstFrameMs" | "driftMs", ms: number): void {
    if (Math.abs(ms) <= MS_MAX) fresh[what] = Math.round(ms * 10) / 10;
  }

  function lookAt(player: SeenPlayer): void {
    awaitsFrame &&= player.phase !== "needs-gesture" && player.error === null;
    const stalls = (fresh.stalls ?? 0) + Math.max(0, player.underruns - underruns);
    underruns = player.underruns;
    if (stalls > 0) fresh.stalls = Math.min(STALLS_MAX, stalls);
    if (player.driftMs !== null) measure("driftMs", player.driftMs);
    if (player.error !== null && player.error !== error) fresh.error ??= player.error.kind;
    error = player.error;
  }

  return {
    look(room, player) {
      if (!joined && room !== null) {
        joined = true;
        awaitsFrame = room.timeline !== null && room.timeline.src !== null && room.timeline.isPlaying;
        measure("joinMs", now() - beganMs);
      }
      if (player !== null) lookAt(player);
    },
    played() {
      if (awaitsFrame) {
        awaitsFrame = false;
        measure("firstFrameMs", now() - beganMs);
      }
    },
    missing() {
      awaitsFrame = false;
      fresh.error ??= "other";
    },
    take() {
      const taken = fresh;
      fresh = {};
      return Object.keys(taken).length === 0 ? null : taken;
    },
  };
}
