import type { RoomSession } from "../room/session";
import type { FollowerStatus } from "./follower";
import { bufferedToS, canPlay, canShow } from "./moment";
import type { PlayerState } from "./state";

const REPORT_EVERY_MS = 2_000;
const HISTORY_EVERY_MS = 1_000;
const HISTORY_MAX = 180;
/** Who has this much ahead can start with the others. */
const READY_AHEAD_MS = 2_000;
/** The last of the media may be a little shorter than it says. */
const END_MS = 500;
/** A moment of unreadiness that passes by itself isn't worth telling everyone. */
const UNREADY_SETTLE_MS = 400;

type Told = Pick<RoomSession, "state" | "serverNowMs" | "ready" | "report">;

/** Tells the room how it goes here: whether we could start, and how far off we are. It never asks the room for anything. */
export interface Reporter {
  tick(status: FollowerStatus): void;
  history(): PlayerState["driftHistory"];
  /** Another source: what was measured was about something else. */
  forget(): void;
}

export function createReporter(session: Told, media: HTMLMediaElement): Reporter {
  let history: PlayerState["driftHistory"] = [];
  let said: boolean | null = null;
  let readyNow = false;
  let turnedMs = 0;
  let reportedMs = 0;
  let notedMs = 0;

  function bufferedMs(): number {
    return (bufferedToS(media, media.currentTime) - media.currentTime) * 1_000;
  }

  function isReady({ mode, stalled }: FollowerStatus): boolean {
    const leftMs = Number.isFinite(media.duration)
      ? (media.duration - media.currentTime) * 1_000 - END_MS
      : READY_AHEAD_MS;
    if (mode === "over" || (mode === "standing" && leftMs <= 0)) {
      return canShow(media);
    }
    const canStart = mode === "standing" || (mode === "running" && !stalled);
    return canStart && bufferedMs() >= Math.min(READY_AHEAD_MS, leftMs) && canPlay(media);
  }

  function tellReady(status: FollowerStatus, nowMs: number): void {
    const ready = isReady(status);
    if (ready !== readyNow) {
      readyNow = ready;
      turnedMs = nowMs;
    }
    const settled = ready || nowMs - turnedMs >= UNREADY_SETTLE_MS;
    if (ready !== said && settled && session.state().connection.kind === "open") {
      said = ready;
      session.ready(ready, Math.round(bufferedMs()));
    }
  }

  function report({ driftMs, underruns, hardSeeks }: FollowerStatus, nowMs: number): void {
    if (driftMs !== null && nowMs - reportedMs >= REPORT_EVERY_MS && !hearsHost(session)) {
      reportedMs = nowMs;
      session.report({
        driftMs: tenths(driftMs),
        rttMs: tenths(session.state().clock?.rttMs ?? 0),
        bufferMs: Math.round(bufferedMs()),
        underruns,
        seeks: hardSeeks,
      });
    }
  }

  function note({ driftMs }: FollowerStatus, nowMs: number): void {
    if (driftMs !== null && nowMs - notedMs >= HISTORY_EVERY_MS) {
      notedMs = nowMs;
      history = [...history, { atMs: session.serverNowMs(), driftMs }].slice(-HISTORY_MAX);
    }
  }

  return {
    tick(status) {
      const nowMs = performance.now();
      tellReady(status, nowMs);
      if (status.mode === "running") {
        report(status, nowMs);
        note(status, nowMs);
      }
    },
    history: () => history,
    forget() {
      history = [];
      said = null;
      readyNow = false;
      turnedMs = performance.now();
    },
  };
}

/** The server keeps one report of each seat. While the host's sound is heard, it is the sound's. */
function hearsHost(session: Told): boolean {
  const { room } = session.state();
  return room !== null && room.broadcast !== null && room.broadcast.hostId !== room.you.id;
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
