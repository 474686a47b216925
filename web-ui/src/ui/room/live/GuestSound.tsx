import { useEffect, useState } from "react";
import { text } from "../../text";
import { useRoom, useSeat, useSession } from "../context";
import { useSteady } from "../useSteady";
import type { Ear } from "./ear";
import { GuestPanel, type Heard, OVER } from "./GuestPanel";
import { useGuestSound } from "./useGuestSound";
import { useHostBack } from "./useHostBack";

/** The host's sound at this seat, for as long as it is on and a word after. */
export function GuestSound({ ear, hostName }: { ear: Ear; hostName: string }) {
  const { session } = useSeat();
  const roomId = useRoom((room) => room.roomId);
  const broadcast = useRoom((room) => room.broadcast);
  const isConnected = useSession(({ connection }) => connection.kind === "open");
  const sound = useGuestSound(session, ear.route, {
    isConnected,
    broadcastId: broadcast?.broadcastId ?? null,
    ended: useRoom((room) => room.broadcastEnded?.reason ?? null),
    isWaiting: broadcast !== null && broadcast.waitsSinceServerTime !== null,
    playoutDelayMs: broadcast?.playoutDelayMs ?? null,
    delayFromSeq: broadcast?.delayFromSeq ?? null,
    title: text.listen.from(hostName),
  });
  const heard = useHostBack(useSteady(sound.heard, { isGap }));
  const { muted, onMute } = sound;
  useEffect(() => ear.onToggle(() => onMute(!muted)));
  const [isRead, setRead] = useState(false);
  if (isRead && !OVER.has(heard)) setRead(false);
  if (isRead) return null;
  return (
    <GuestPanel
      hostName={hostName}
      playerUrl={`/rooms/${roomId}/listen.ogg`}
      {...sound}
      heard={heard}
      onClose={() => setRead(true)}
    />
  );
}

const GAPS: ReadonlySet<Heard> = new Set(["starting", "host-away", "late", "reconnecting"]);
const BEFORE_A_GAP: ReadonlySet<Heard> = new Set([...GAPS, "playing", "relaxed", "host-back"]);

/** Tuning in is a gap only where there was sound before. */
function isGap(heard: Heard, shown: Heard): boolean {
  return GAPS.has(heard) && BEFORE_A_GAP.has(shown);
}
