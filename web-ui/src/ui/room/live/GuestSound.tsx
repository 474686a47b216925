import { text } from "../../text";
import { useRoom, useSeat, useSession } from "../context";
import { GuestPanel } from "./GuestPanel";
import { useGuestSound } from "./useGuestSound";

/** The host's sound at this seat, for as long as it is on and a word after. */
export function GuestSound({ hostName }: { hostName: string }) {
  const { session } = useSeat();
  const roomId = useRoom((room) => room.roomId);
  const broadcast = useRoom((room) => room.broadcast);
  const isConnected = useSession(({ connection }) => connection.kind === "open");
  const sound = useGuestSound(session, {
    isConnected,
    broadcastId: broadcast?.broadcastId ?? null,
    isWaiting: broadcast !== null && broadcast.waitsSinceServerTime !== null,
    playoutDelayMs: broadcast?.playoutDelayMs ?? null,
    delayFromSeq: broadcast?.delayFromSeq ?? null,
    title: text.listen.from(hostName),
  });
  return <GuestPanel hostName={hostName} playerUrl={`/rooms/${roomId}/listen.ogg`} {...sound} />;
}
