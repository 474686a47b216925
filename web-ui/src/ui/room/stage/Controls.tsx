import { Crown, Maximize, Minimize, Pause, Play } from "lucide-react";
import { mediaTime } from "../../format/time";
import { IconButton } from "../../kit/Button";
import { Popover } from "../../kit/Popover";
import { text } from "../../text";
import { usePlayer, useRoom } from "../context";
import { AskForControl } from "../control/AskForControl";
import { useControlWords } from "../control/controlWords";
import { pressMeans } from "../press";
import { useOrders } from "../useOrder";
import { CaptionsButton } from "./CaptionsButton";
import styles from "./Controls.module.css";
import { SeekBar } from "./SeekBar";
import { StageMenu } from "./StageMenu";
import { useShownTime } from "./useShownTime";
import { Volume } from "./Volume";

interface ControlsProps {
  fullScreen: { active: boolean; toggle: () => void };
}

export function Controls({ fullScreen }: ControlsProps) {
  const canControl = useRoom((room) => room.canControl);
  const hasSource = useRoom((room) => Boolean(room.timeline?.src));
  const isTrack = useRoom((room) => room.timeline?.kind === "track");
  const silent = usePlayer((player) => player.phase === "error");
  const { positionS, durationS } = useShownTime();
  const full = fullScreen.active;
  if (!hasSource || silent) return null;
  return (
    <div className={styles.controls}>
      {canControl ? <PlayButton /> : <WhoControls />}
      <span className={`${styles.time} tabular`} aria-hidden="true">
        {mediaTime(positionS)}
      </span>
      <SeekBar />
      <span className={`${styles.time} ${styles.total} tabular`} aria-hidden="true">
        {durationS === null ? "" : mediaTime(durationS)}
      </span>
      <Volume />
      {!isTrack && <CaptionsButton />}
      <StageMenu />
      <IconButton
        label={full ? text.stage.leaveFullScreen : text.stage.fullScreen}
        hint="above"
        className={styles.last}
        onClick={fullScreen.toggle}
      >
        {full ? <Minimize size={20} aria-hidden="true" /> : <Maximize size={20} aria-hidden="true" />}
      </IconButton>
    </div>
  );
}

function PlayButton() {
  const orders = useOrders();
  const ended = usePlayer((player) => player.phase === "ended");
  const pause = useRoom((room) => pressMeans(room.next ?? room.timeline, ended) === "pause");
  return (
    <IconButton label={pause ? text.stage.pause : text.stage.play} hint="above" onClick={() => void orders.toggle()}>
      {pause ? (
        <Pause size={22} fill="currentColor" aria-hidden="true" />
      ) : (
        <Play size={22} fill="currentColor" aria-hidden="true" />
      )}
    </IconButton>
  );
}

/** In the place of play for those who may not: not a dead button but who may, and why. */
function WhoControls() {
  const { who, why } = useControlWords();
  const lends = useRoom((room) => room.settings.control === "granted");
  const asked = useRoom((room) => room.control.requests.includes(room.you.id));
  return (
    <Popover
      label={who}
      side="above"
      trigger={(trigger) => (
        <IconButton label={who} hint="none" {...trigger}>
          <Crown size={20} aria-hidden="true" />
        </IconButton>
      )}
    >
      {() => (
        <div className={styles.why}>
          <p className={styles.who}>{who}</p>
          <p>{why}</p>
          {lends && asked && <p role="status">{text.room.controlAsked}</p>}
          {lends && <AskForControl look="primary" />}
        </div>
      )}
    </Popover>
  );
}
