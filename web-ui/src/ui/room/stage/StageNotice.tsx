import { Headphones, Play, RotateCcw } from "lucide-react";
import { Mark } from "../../brand/Mark";
import { Button } from "../../kit/Button";
import { text } from "../../text";
import { usePlayer, useRoom, useSeat } from "../context";
import type { OpenDialog } from "../dialogs/RoomDialogs";
import { waitingWords } from "../step/summary";
import { useOrders } from "../useOrder";
import styles from "./StageNotice.module.css";
import { StageWords } from "./StageWords";

interface StageNoticeProps {
  onShare: () => void;
  onOpen: (dialog: OpenDialog) => void;
}

/** What stands over the picture: only what needs an answer, or tells why there is nothing to see. */
export function StageNotice({ onShare, onOpen }: StageNoticeProps) {
  const { player, missing } = useSeat();
  const isHost = useRoom((room) => room.you.role === "host");
  const hasSource = useRoom((room) => Boolean(room.timeline?.src));
  const phase = usePlayer((state) => state.phase);
  const error = usePlayer((state) => state.error);
  const waiting = useRoom((room) => room.timeline?.reason === "waiting");

  if (!hasSource) {
    const { empty, choose } = text.stage;
    return (
      <StageWords title={empty.title} words={isHost ? empty.host : empty.guest}>
        {isHost && (
          <>
            <Button look="primary" onClick={() => onOpen("source")}>
              {choose}
            </Button>
            <Button aria-haspopup="dialog" onClick={onShare}>
              {text.share.title}
            </Button>
          </>
        )}
      </StageWords>
    );
  }
  if (missing) {
    const { title, words } = text.stage.missing;
    // Not another import: browsers may keep one that failed, and after a new release the old file is there no more.
    return (
      <StageWords title={title} words={words} alert>
        <Button look="primary" onClick={() => location.reload()}>
          {text.crash.reload}
        </Button>
      </StageWords>
    );
  }
  if (phase === "error" && error) {
    const failed = text.stage.failed[error.kind];
    return (
      <StageWords title={failed.title} words={isHost ? failed.words : `${failed.words} ${text.stage.askHost}`} alert>
        <Button look="primary" onClick={() => player?.retry()}>
          {text.common.retry}
        </Button>
        {isHost && <Button onClick={() => onOpen("source")}>{text.room.changeSource}</Button>}
      </StageWords>
    );
  }
  if (phase === "needs-gesture") return <ListenButton onClick={() => void player?.unlock()} />;
  if (waiting) return <WaitingForOthers />;
  if (phase === "loading" || phase === "buffering") {
    return (
      <div className={styles.spinner} role="status">
        <Mark size={56} waiting />
        <span className="unseen">{text.stage[phase]}</span>
      </div>
    );
  }
  return <StartButton ended={phase === "ended"} standing={phase === "paused" || phase === "ended"} />;
}

/** The browser wants a click before it lets sound out. The room goes on meanwhile; nothing is missed but seconds. */
function ListenButton({ onClick }: { onClick: () => void }) {
  return (
    <button type="button" className={styles.listen} onClick={onClick}>
      <span className={styles.round}>
        <Headphones size={32} aria-hidden="true" />
      </span>
      <span className={styles.title}>{text.stage.listen}</span>
      <span className={styles.words}>{text.stage.listenHint}</span>
    </button>
  );
}

function WaitingForOthers() {
  const members = useRoom((room) => room.members);
  return (
    <div className={styles.waiting} role="status">
      <Mark size={40} waiting />
      <p className={styles.words}>{waitingWords(members)}</p>
    </div>
  );
}

function StartButton({ standing, ended }: { standing: boolean; ended: boolean }) {
  const canControl = useRoom((room) => room.canControl);
  const orders = useOrders();
  if (!standing) return null;
  if (!canControl) return ended ? <p className={styles.over}>{text.stage.over}</p> : null;
  return (
    <button
      type="button"
      className={styles.start}
      aria-label={ended ? text.stage.again : text.stage.play}
      onClick={() => void orders.toggle()}
    >
      {ended ? <RotateCcw size={34} aria-hidden="true" /> : <Play size={36} fill="currentColor" aria-hidden="true" />}
    </button>
  );
}
