import { useRef, useState } from "react";
import { text } from "../text";
import { useLandingFocus } from "../useLandingFocus";
import { ConnectionBanner } from "./ConnectionBanner";
import { useRoom } from "./context";
import { ControlStrip } from "./control/ControlStrip";
import { type OpenDialog, RoomDialogs } from "./dialogs/RoomDialogs";
import { createEar } from "./live/ear";
import { LiveSound } from "./live/LiveSound";
import type { RoomMedia } from "./media";
import { RoomHeader } from "./RoomHeader";
import styles from "./RoomView.module.css";
import { ReactionBar } from "./reactions/ReactionBar";
import { Side } from "./Side";
import { NowPlaying } from "./stage/NowPlaying";
import { Stage } from "./stage/Stage";
import { useVisibleHeight } from "./useWide";

export function RoomView({ media }: { media: RoomMedia }) {
  const [ear] = useState(createEar);
  const [isSharing, setSharing] = useState(false);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  useVisibleHeight();
  const content = useRef<HTMLElement>(null);
  useLandingFocus(content);
  return (
    <div className={styles.room}>
      <RoomHeader onOpen={setDialog} />
      <ConnectionBanner />
      <main ref={content} tabIndex={-1} className={styles.main}>
        <h1 className="unseen">{useRoom((room) => room.roomName)}</h1>
        <Stage media={media} ear={ear} onShare={() => setSharing(true)} onOpen={setDialog} />
        <div className={styles.under}>
          <NowPlaying />
          <ReactionBar />
        </div>
      </main>
      <aside className={styles.side} aria-label={text.room.side}>
        <LiveSound ear={ear} isChoosing={isSharing} onChoosing={setSharing} />
        <ControlStrip />
        <Side />
      </aside>
      {dialog && <RoomDialogs open={dialog} onClose={() => setDialog(null)} />}
    </div>
  );
}
