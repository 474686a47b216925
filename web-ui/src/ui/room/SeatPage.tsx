import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { createRoomSession, type RoomSession } from "../../room/session";
import { Button } from "../kit/Button";
import { Notice } from "../kit/Notice";
import { PageFrame } from "../PageFrame";
import { navigate } from "../router";
import { text } from "../text";
import { type Seat, SeatProvider } from "./context";
import { EndedPage } from "./EndedPage";
import type { RoomMedia } from "./media";
import { RoomView } from "./RoomView";
import { usePlayerFor } from "./usePlayerFor";
import { useTelemetry } from "./useTelemetry";

interface SeatPageProps {
  roomId: string;
  name: string;
  media: RoomMedia;
  onDoor: () => void;
}

/** One seat in the room, from sitting down to the end; sitting down again makes a new one. */
export function SeatPage({ roomId, name, media, onDoor }: SeatPageProps) {
  const [round, setRound] = useState(0);
  const [session, setSession] = useState<RoomSession | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a new seat
  useEffect(() => {
    const taken = createRoomSession({ roomId, name });
    setSession(taken);
    return () => taken.leave();
  }, [roomId, name, round]);

  if (!session) return <Entering late={false} />;
  return (
    <Seated
      roomId={roomId}
      session={session}
      media={media}
      onAgain={() => setRound((last) => last + 1)}
      onDoor={onDoor}
    />
  );
}

/** A wait with words, and a way out when it grows long. */
function Entering({ late }: { late: boolean }) {
  return (
    <PageFrame>
      <Notice
        waiting
        title={text.room.entering}
        actions={late && <Button onClick={() => navigate("/")}>{text.common.home}</Button>}
      >
        {late && text.room.notAnswering}
      </Notice>
    </PageFrame>
  );
}

interface SeatedProps {
  roomId: string;
  session: RoomSession;
  media: RoomMedia;
  onAgain: () => void;
  onDoor: () => void;
}

function Seated({ roomId, session, media, onAgain, onDoor }: SeatedProps) {
  const { connection, room } = useSyncExternalStore(session.subscribe, session.state);
  const kind = room?.timeline?.kind ?? null;
  const element = kind === "track" ? media.audio : media.video;
  const { player, missing } = usePlayerFor(session, element, kind !== null);
  const seat = useMemo<Seat>(() => ({ session, player, missing }), [session, player, missing]);
  useTelemetry(seat, element);

  useEffect(() => {
    if (room) document.title = text.titles.room(room.roomName);
  }, [room]);

  if (connection.kind === "ended" && connection.code !== "left") {
    const byYou = room?.you.role === "host";
    return <EndedPage roomId={roomId} code={connection.code} byYou={byYou} onAgain={onAgain} onDoor={onDoor} />;
  }
  if (!room) return <Entering late={connection.kind !== "open" && "attempt" in connection && connection.attempt > 1} />;
  return (
    <SeatProvider value={seat}>
      <RoomView media={media} />
    </SeatProvider>
  );
}
