import { useState } from "react";
import { browserSeat } from "../../room/seat";
import { suggestPerson } from "../format/names";
import { keptName } from "../kept";
import { DoorPage } from "./door/DoorPage";
import { createMedia, type RoomMedia } from "./media";
import { SeatPage } from "./SeatPage";

interface Entry {
  name: string;
  media: RoomMedia;
}

/** At the door until somebody joins. Who has a seat already, the host or a reloaded page, goes straight in. */
export function RoomPage({ roomId }: { roomId: string }) {
  const [entry, setEntry] = useState<Entry | null>(() =>
    browserSeat(roomId).token() !== null ? { name: keptName() ?? suggestPerson(), media: createMedia() } : null,
  );

  if (!entry) return <DoorPage roomId={roomId} onJoin={(name) => setEntry({ name, media: createMedia() })} />;
  return <SeatPage roomId={roomId} name={entry.name} media={entry.media} onDoor={() => setEntry(null)} />;
}
