import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Health, ListenerState } from "../../../audio/playback/health";
import { createListener } from "../../../audio/playback/listener";
import type { Route } from "../../../audio/playback/soundPath";
import type { BroadcastEnd } from "../../../room/broadcast";
import type { RoomSession } from "../../../room/session";
import type { GuestPanelProps, Heard } from "./GuestPanel";
import type { AskedQuality } from "./SoundHealth";

const REPORT_EVERY_MS = 1_000;

/** What the room says of the sound. */
export interface GuestNews {
  readonly isConnected: boolean;
  /** Null when it is over. */
  readonly broadcastId: string | null;
  readonly isWaiting: boolean;
  /** Why it is over; null for as long as it is on. */
  readonly ended: BroadcastEnd["reason"] | null;
  readonly playoutDelayMs: number | null;
  /** The first packet that the delay is for; null for all. */
  readonly delayFromSeq: number | null;
  readonly title: string;
}

type GuestSound = Omit<GuestPanelProps, "hostName" | "playerUrl" | "onClose">;

/** A guest's ear on the room's sound: it follows what the room says, and tells the server each second how it goes. */
export function useGuestSound(session: RoomSession, route: Route, news: GuestNews): GuestSound {
  const { isConnected, broadcastId, isWaiting, ended, playoutDelayMs, delayFromSeq, title } = news;
  const listener = useMemo(() => createListener({ serverNowMs: () => session.serverNowMs(), route }), [session, route]);
  const state = useSyncExternalStore(listener.subscribe, listener.state);
  const health = useSyncExternalStore(listener.subscribe, listener.health);
  const muted = useSyncExternalStore(listener.subscribe, listener.muted);
  const [volume, setVolume] = useState(1);
  const [quality, setQuality] = useState<AskedQuality>("auto");
  const isOn = broadcastId !== null;
  const isHeard = state.kind === "playing";

  useEffect(() => session.onSound(listener.feed), [session, listener]);

  // The page was clicked when its owner joined. Where that is not enough, the listener waits for the next click.
  useEffect(() => {
    if (isOn) listener.start();
  }, [listener, isOn]);
  // What was sent before the end is still to be heard: up to five seconds of it.
  useEffect(() => {
    if (!isOn && !isHeard) listener.stop();
  }, [listener, isOn, isHeard]);
  useEffect(() => () => listener.stop(), [listener]);

  useEffect(() => {
    if (playoutDelayMs !== null) listener.setPlayoutDelay(playoutDelayMs, delayFromSeq ?? undefined);
  }, [listener, playoutDelayMs, delayFromSeq]);
  useEffect(() => listener.setTitle(title), [listener, title]);

  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(() => tell(session, listener.health()), REPORT_EVERY_MS);
    return () => clearInterval(timer);
  }, [session, listener, isOn]);

  return {
    heard: isOn ? heardOf(state, health, { isConnected, isWaiting }) : overOf(ended),
    volume,
    muted,
    quality,
    offsetMs: health.offsetMs,
    health,
    onVolume(next) {
      setVolume(next);
      listener.setVolume(next);
    },
    onMute: listener.setMuted,
    onQuality(next) {
      setQuality(next);
      // Refused or lost: it stays as it is, and `quality` says what it is.
      session.requestQuality(next).catch(() => undefined);
    },
    onOffset: listener.setOffset,
    onListen: listener.start,
  };
}

/** Until something was heard there is nothing to tell. */
function tell(session: RoomSession, health: Health): void {
  if (health.lateP95Ms === null || health.lateP99Ms === null) return;
  session.report({
    driftMs: Math.round(health.syncErrorMs ?? 0),
    rttMs: Math.round(session.state().clock?.rttMs ?? 0),
    bufferMs: Math.round(health.bufferMs),
    lateP95Ms: Math.round(health.lateP95Ms),
    lateP99Ms: Math.round(health.lateP99Ms),
    underruns: health.underruns,
    seeks: health.jumps,
  });
}

interface OnAir {
  readonly isConnected: boolean;
  readonly isWaiting: boolean;
}

function overOf(ended: BroadcastEnd["reason"] | null): Heard {
  if (ended === "host-lost") return "lost";
  return ended === "unseen" ? "over" : "stopped";
}

function heardOf(state: ListenerState, health: Health, { isConnected, isWaiting }: OnAir): Heard {
  if (!isConnected) return "reconnecting";
  switch (state.kind) {
    case "blocked":
      return "blocked";
    case "failed":
      return "failed";
    case "playing":
      return health.relaxedMs > 0 ? "relaxed" : "playing";
    case "silent":
      return isWaiting ? "host-away" : "late";
    case "idle":
    case "starting":
    case "waiting":
    case "ended":
      return isWaiting ? "host-away" : "starting";
    default:
      return state satisfies never;
  }
}
