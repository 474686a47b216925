import { useEffect, useMemo, useRef } from "react";
import { useRoom, useSeat, useSession } from "../context";
import type { Ear } from "./ear";
import { HostPanel } from "./HostPanel";
import type { KeptShare } from "./keptShare";
import type { Grace } from "./LeftOn";
import { type HostLine, useHostSound } from "./useHostSound";

/**
 * So long the room waits for a host who is lost: `tutti.rooms.broadcast-grace` as it is delivered. The protocol does not carry
 * it; where an operator has set another, the seconds that are counted down are off and the end is still the room's.
 */
const GRACE_MS = 10_000;

interface HostSoundProps {
  ear: Ear;
  kept: KeptShare;
  hasOffer: boolean;
  isChoosing: boolean;
  onChoosing: (isChoosing: boolean) => void;
}

/** The host's own sound: chosen, on the air, stopped. */
export function HostSound({ ear, kept, hasOffer, isChoosing, onChoosing }: HostSoundProps) {
  const { session } = useSeat();
  const line = useMemo<HostLine>(
    () => ({
      send: (frame) => {
        session.sendSound(frame);
      },
      bufferedAmount: () => session.bufferedAmount(),
      serverNowMs: () => session.serverNowMs(),
      startBroadcast: (format) => session.startBroadcast(format),
      stopBroadcast: () => session.stopBroadcast(),
      kept,
    }),
    [session, kept],
  );
  const broadcast = useRoom((room) => (room.broadcast?.hostId === room.you.id ? room.broadcast : null));
  const { ability, sound, choice, isRefused, isLeftOn, isCutOff, ...acts } = useHostSound(line, {
    isConnected: useSession(({ connection }) => connection.kind === "open"),
    joins: useSession(({ joins }) => joins),
    broadcastId: broadcast?.broadcastId ?? null,
    ended: useRoom((room) => room.broadcastEnded?.reason ?? null),
    demand: broadcast?.demand ?? null,
  });
  const waitsSince = broadcast?.waitsSinceServerTime ?? null;
  const grace = useMemo<Grace>(
    () => ({ endsAtMs: waitsSince === null ? null : waitsSince + GRACE_MS, serverNowMs: () => session.serverNowMs() }),
    [session, waitsSince],
  );
  const rms = useRef(0);
  rms.current = sound.phase === "live" && !sound.muted ? sound.level.rms : 0;
  useEffect(() => ear.lend(() => rms.current), [ear]);
  const stats = broadcast?.stats ?? null;
  return (
    <HostPanel
      ability={ability}
      sound={sound}
      choice={choice}
      heard={stats && { guests: stats.guestCount, delayMs: stats.latency }}
      isRefused={isRefused}
      leftOn={isLeftOn ? grace : null}
      isCutOff={isCutOff}
      hasOffer={hasOffer}
      isChoosing={isChoosing}
      onChoosing={onChoosing}
      onShare={acts.share}
      onGiveUp={acts.giveUp}
      onMute={acts.mute}
      onStop={acts.stop}
      onDismiss={acts.dismiss}
    />
  );
}
