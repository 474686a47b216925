import { lazy, Suspense, useState } from "react";
import { isOfSound } from "../../../room/sound";
import { text } from "../../text";
import { useRoom } from "../context";
import type { Ear } from "./ear";
import { createKeptShare } from "./keptShare";
import styles from "./LiveSound.module.css";
import { Offer } from "./Offer";

// Most rooms play a film: what sound needs is fetched by those that have some.
const HostSound = lazy(() => import("./HostSound").then(({ HostSound: view }) => ({ default: view })));
const GuestSound = lazy(() => import("./GuestSound").then(({ GuestSound: view }) => ({ default: view })));

interface LiveSoundProps {
  ear: Ear;
  /** The host is choosing what to share, from wherever on the page that began. */
  isChoosing: boolean;
  onChoosing: (isChoosing: boolean) => void;
}

/** The room's live sound, from either end. Nothing, while there is none and this is not the host. */
export function LiveSound(props: LiveSoundProps) {
  const isHost = useRoom((room) => room.you.role === "host");
  const hasSound = useRoom((room) => room.broadcast !== null || room.broadcastEnded !== null);
  if (!isHost && !hasSound) return null;
  return <div className={styles.live}>{isHost ? <FromHere {...props} /> : <FromHost ear={props.ear} />}</div>;
}

function FromHere({ ear, isChoosing, onChoosing }: LiveSoundProps) {
  const isOn = useRoom((room) => room.broadcast?.hostId === room.you.id);
  const roomId = useRoom((room) => room.roomId);
  const [kept] = useState(() => createKeptShare(roomId));
  const [isOpen, setOpen] = useState(() => kept.read() !== null);
  // It was on when this page was loaded: its host has to say what becomes of it.
  if ((isOn || isChoosing) && !isOpen) setOpen(true);
  // There it is the one large thing on the stage.
  const hasOffer = !useRoom(isOfSound);
  const offer = hasOffer && <Offer onClick={() => onChoosing(true)} />;
  if (!isOpen) return offer;
  return (
    <Suspense fallback={offer}>
      <HostSound ear={ear} kept={kept} hasOffer={hasOffer} isChoosing={isChoosing} onChoosing={onChoosing} />
    </Suspense>
  );
}

function FromHost({ ear }: { ear: Ear }) {
  const hostName = useRoom((room) => {
    const id = room.broadcast?.hostId ?? room.broadcastEnded?.hostId ?? room.hostId;
    return room.members.find((member) => member.id === id)?.name ?? text.listen.host;
  });
  return (
    <Suspense>
      <GuestSound ear={ear} hostName={hostName} />
    </Suspense>
  );
}
