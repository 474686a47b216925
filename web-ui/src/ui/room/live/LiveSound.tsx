import { AudioLines } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "../../kit/Button";
import { text } from "../../text";
import { useRoom } from "../context";
import styles from "./LiveSound.module.css";

// Most rooms play a film: what sound needs is fetched by those that have some.
const HostSound = lazy(() => import("./HostSound").then(({ HostSound: view }) => ({ default: view })));
const GuestSound = lazy(() => import("./GuestSound").then(({ GuestSound: view }) => ({ default: view })));

/** The room's live sound, from either end. Nothing, while there is none and this is not the host. */
export function LiveSound() {
  const isHost = useRoom((room) => room.you.role === "host");
  const hasSound = useRoom((room) => room.broadcast !== null || room.broadcastEnded !== null);
  if (!isHost && !hasSound) return null;
  return <div className={styles.live}>{isHost ? <FromHere /> : <FromHost />}</div>;
}

function FromHere() {
  const isOn = useRoom((room) => room.broadcast?.hostId === room.you.id);
  const [isOpen, setOpen] = useState(isOn);
  // It was on when this page was loaded: its host has to say what becomes of it.
  if (isOn && !isOpen) setOpen(true);
  if (!isOpen) {
    return (
      <div className={styles.offer}>
        <Button look="plain" icon={<AudioLines />} onClick={() => setOpen(true)}>
          {text.share.title}
        </Button>
      </div>
    );
  }
  return (
    <Suspense>
      <HostSound />
    </Suspense>
  );
}

function FromHost() {
  const hostName = useRoom((room) => {
    const id = room.broadcast?.hostId ?? room.broadcastEnded?.hostId ?? room.hostId;
    return room.members.find((member) => member.id === id)?.name ?? text.listen.host;
  });
  return (
    <Suspense>
      <GuestSound hostName={hostName} />
    </Suspense>
  );
}
