import { useMemo } from "react";
import { useRoom, useSeat, useSession } from "../context";
import { HostPanel } from "./HostPanel";
import { type HostLine, useHostSound } from "./useHostSound";

/** The host's own sound: chosen, on the air, stopped. */
export function HostSound() {
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
    }),
    [session],
  );
  const broadcast = useRoom((room) => (room.broadcast?.hostId === room.you.id ? room.broadcast : null));
  const isConnected = useSession(({ connection }) => connection.kind === "open");
  const { ability, sound, isRefused, isLeftOn, share, mute, stop } = useHostSound(line, {
    isConnected,
    broadcastId: broadcast?.broadcastId ?? null,
    demand: broadcast?.demand ?? null,
  });
  const stats = broadcast?.stats ?? null;
  return (
    <HostPanel
      ability={ability}
      sound={sound}
      heard={stats && { guests: stats.guestCount, delayMs: stats.latency }}
      isRefused={isRefused}
      isLeftOn={isLeftOn}
      onShare={share}
      onMute={mute}
      onStop={stop}
    />
  );
}
