import { Lock, RefreshCw, UsersRound } from "lucide-react";
import { RoomArt } from "../brand/RoomArt";
import { count } from "../format/numbers";
import type { ListedRoom } from "../http/rooms";
import { Button } from "../kit/Button";
import { Link } from "../kit/Link";
import { roomPath } from "../router";
import { text } from "../text";
import styles from "./RoomList.module.css";
import { useRooms } from "./useRooms";

export function RoomList() {
  const { rooms, phase, hasMore, loadMore, retry } = useRooms();
  return (
    <section className={styles.list} aria-labelledby="rooms-title">
      <h2 id="rooms-title" className={styles.title}>
        {text.rooms.title}
      </h2>
      {rooms.length > 0 && (
        <ul className={styles.rooms}>
          {rooms.map((room) => (
            <li key={room.roomId}>
              <RoomCard room={room} />
            </li>
          ))}
        </ul>
      )}
      {phase === "loading" && rooms.length === 0 && <AwaitedRooms />}
      {phase === "ready" && rooms.length === 0 && <p className={styles.empty}>{text.rooms.empty}</p>}
      {phase === "failed" && (
        <div className={styles.failed} role="status">
          <p>{text.rooms.failed}</p>
          <Button icon={<RefreshCw size={18} aria-hidden="true" />} onClick={retry}>
            {text.common.retry}
          </Button>
        </div>
      )}
      {hasMore && phase !== "failed" && (
        <Button className={styles.more} busy={phase === "loading"} onClick={loadMore}>
          {text.rooms.more}
        </Button>
      )}
    </section>
  );
}

function RoomCard({ room }: { room: ListedRoom }) {
  const about = [kindWord(room.kind), room.hostName ? text.rooms.hostedBy(room.hostName) : null, room.title];
  return (
    <Link href={roomPath(room.roomId)} className={styles.card}>
      <span className={styles.picture}>
        <RoomArt id={room.roomId} />
      </span>
      <span className={styles.words}>
        <span className={styles.heading}>
          <span className={styles.name}>{room.roomName}</span>
          <Locked room={room} />
        </span>
        <span className={styles.about}>{about.filter((part) => part && part !== room.roomName).join(" · ")}</span>
      </span>
      <span className={styles.state}>
        {room.isLive && <span className={styles.live}>{text.rooms.live}</span>}
        <span className={`${styles.people} tabular`}>
          <UsersRound size={16} aria-hidden="true" />
          <span aria-hidden="true">{count(room.guestCount)}</span>
          <span className="unseen">{room.guestCount > 0 ? text.rooms.here(room.guestCount) : text.rooms.nobody}</span>
        </span>
      </span>
    </Link>
  );
}

/** That it asks for something at its door, before anybody goes there. */
function Locked({ room: { asksFor } }: { room: ListedRoom }) {
  if (!asksFor.password && !asksFor.invite) return null;
  const words = asksFor.password ? text.rooms.password : text.rooms.invited;
  return (
    <span className={styles.lock} title={words}>
      <Lock size={15} aria-hidden="true" />
      <span className="unseen">, {words}</span>
    </span>
  );
}

function kindWord(kind: string | null): string {
  return kind === "video" || kind === "track" || kind === "live" ? text.rooms.kind[kind] : text.rooms.kind.none;
}

function AwaitedRooms() {
  return (
    <div className={styles.rooms} role="status">
      <span className="unseen">{text.rooms.loading}</span>
      <div className={`${styles.card} ${styles.awaited}`} />
      <div className={`${styles.card} ${styles.awaited}`} />
    </div>
  );
}
