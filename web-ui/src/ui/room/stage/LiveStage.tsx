import { AudioLines } from "lucide-react";
import { Button } from "../../kit/Button";
import { text } from "../../text";
import { useRoom } from "../context";
import type { OpenDialog } from "../dialogs/RoomDialogs";
import type { Ear } from "../live/ear";
import { useSteady } from "../useSteady";
import styles from "./LiveStage.module.css";
import { LiveVisual } from "./LiveVisual";
import { StageWords } from "./StageWords";

interface LiveStageProps {
  ear: Ear;
  onShare: () => void;
  onOpen: (dialog: OpenDialog) => void;
}

/** The stage of a room that is for sound: whose it is, and how it sounds now. */
export function LiveStage({ ear, onShare, onOpen }: LiveStageProps) {
  const isOn = useRoom((room) => room.broadcast !== null);
  if (!isOn) return <NotLive onShare={onShare} onOpen={onOpen} />;
  return (
    <>
      <LiveVisual ear={ear} />
      <WhoseSound />
    </>
  );
}

function NotLive({ onShare, onOpen }: Omit<LiveStageProps, "ear">) {
  const { live } = text.stage;
  const isHost = useRoom((room) => room.you.role === "host");
  const isOver = useRoom((room) => room.broadcastEnded !== null);
  const host = useHostName();
  if (!isHost) {
    return (
      <StageWords
        title={isOver ? live.over : live.soonGuest(host)}
        words={isOver ? live.overGuest(host) : live.soonGuestHint}
      />
    );
  }
  return (
    <StageWords title={isOver ? live.over : live.soon} words={live.soonHost}>
      <Button
        look="primary"
        large
        icon={<AudioLines size={20} aria-hidden="true" />}
        aria-haspopup="dialog"
        onClick={onShare}
      >
        {text.share.title}
      </Button>
      <Button look="plain" large aria-haspopup="dialog" onClick={() => onOpen("source")}>
        {live.instead}
      </Button>
    </StageWords>
  );
}

function WhoseSound() {
  const { live } = text.stage;
  const host = useHostName();
  const isYours = useRoom((room) => room.broadcast?.hostId === room.you.id);
  const isAway = useSteady(
    useRoom((room) => room.broadcast !== null && room.broadcast.waitsSinceServerTime !== null),
    { isGap: (away) => away },
  );
  const behindMs = useRoom((room) => room.broadcast?.stats?.latency ?? room.broadcast?.playoutDelayMs ?? 0);
  const guests = useRoom((room) => room.broadcast?.stats?.guestCount ?? null);
  const name = isYours ? (isAway ? live.yoursAway : live.yours) : live.from(host);
  const away = isYours ? text.share.waiting : text.listen.states["host-away"](host);
  const about = [guests === null ? null : live.listening(guests), live.behind(behindMs)];
  return (
    <div className={styles.whose}>
      <p className={styles.name}>{name}</p>
      <p className={`${styles.about} tabular`}>{isAway ? away : about.filter(Boolean).join(" · ")}</p>
    </div>
  );
}

function useHostName(): string {
  return useRoom((room) => {
    const id = room.broadcast?.hostId ?? room.broadcastEnded?.hostId ?? room.hostId;
    return room.members.find((member) => member.id === id)?.name ?? text.listen.host;
  });
}
