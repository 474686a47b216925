import { ChevronDown, ChevronUp, Mic, MicOff, Square, TriangleAlert } from "lucide-react";
import { type RefObject, useId } from "react";
import type { BroadcasterState, BroadcastWarning } from "../../../audio/capture/state";
import { listed, millis } from "../../format/numbers";
import { Button, IconButton } from "../../kit/Button";
import { text } from "../../text";
import { Figure, Figures } from "./Figures";
import { LevelMeter } from "./LevelMeter";
import styles from "./Panel.module.css";

/** Out of `broadcast:stats`. */
export interface HeardFigures {
  readonly guests: number;
  /** From capture to the guests' ears. */
  readonly delayMs: number | null;
}

interface OnAirProps {
  sound: BroadcasterState;
  heard: HeardFigures | null;
  /** Another source was wanted, and did not come. */
  failure: string;
  fold: RefObject<HTMLButtonElement | null>;
  /** To one line: what is on the air, and whether it is heard. */
  isFolded: boolean;
  onFold: (isFolded: boolean) => void;
  onChange: () => void;
  onMute: (muted: boolean) => void;
  onStop: () => void;
}

/** These are about sound that is missing; the others only about how good it is. */
const GRAVE: ReadonlySet<BroadcastWarning> = new Set(["ended", "silent", "dropping", "encoder"]);

export function OnAir(props: OnAirProps) {
  const { sound, isFolded, onFold, onMute } = props;
  const { phase, muted } = sound;
  const bodyId = useId();
  const { share } = text;
  const title = phase === "live" ? share.live : phase === "ready" ? share.starting : share.interrupted;
  const Fold = isFolded ? ChevronDown : ChevronUp;
  const MuteIcon = muted ? MicOff : Mic;
  return (
    <>
      <header className={styles.bar}>
        <h2 className={styles.title} data-tone={phase === "live" ? "good" : "working"}>
          <span className={styles.dot} />
          {title}
        </h2>
        {isFolded && <LevelMeter level={sound.level} muted={muted} />}
        {isFolded && (
          <IconButton
            label={muted ? share.unmute : share.mute}
            className={styles.muteIcon}
            aria-pressed={muted}
            onClick={() => onMute(!muted)}
          >
            <MuteIcon size={20} aria-hidden="true" />
          </IconButton>
        )}
        <IconButton
          ref={props.fold}
          label={isFolded ? share.unfold : share.fold}
          hint="none"
          aria-expanded={!isFolded}
          aria-controls={bodyId}
          onClick={() => onFold(!isFolded)}
        >
          <Fold size={20} aria-hidden="true" />
        </IconButton>
      </header>
      <Notes {...props} isLost={phase === "interrupted"} />
      <div id={bodyId} className={styles.body} hidden={isFolded}>
        {phase !== "interrupted" && <p className={styles.lead}>{sound.label}</p>}
        <div className={styles.level}>
          <LevelMeter level={sound.level} muted={muted} />
          <Button
            className={styles.mute}
            aria-pressed={muted}
            icon={<MuteIcon size={18} aria-hidden="true" />}
            onClick={() => onMute(!muted)}
          >
            {muted ? share.unmute : share.mute}
          </Button>
        </div>
        <HeardBy {...props} />
        <div className={styles.actions}>
          <Button look="plain" large aria-haspopup="dialog" onClick={props.onChange}>
            {share.another}
          </Button>
          <Button
            look="danger"
            large
            className={styles.stop}
            icon={<Square size={18} fill="currentColor" aria-hidden="true" />}
            onClick={props.onStop}
          >
            {share.stop}
          </Button>
        </div>
      </div>
    </>
  );
}

/** What the host should know and cannot hear: said folded or not. */
function Notes({ sound, failure, isLost }: OnAirProps & { isLost: boolean }) {
  const { share } = text;
  return (
    <div role="status" className={styles.notes}>
      {isLost && <p className={styles.note}>{share.interruptedHint}</p>}
      {sound.muted && <p className={styles.note}>{share.muted}</p>}
      {sound.warnings.map((warning) => (
        <p key={warning} className={styles.note} data-grave={GRAVE.has(warning) || undefined}>
          <TriangleAlert size={18} aria-hidden="true" />
          {share.warnings[warning]}
        </p>
      ))}
      {failure !== "" && (
        <p className={styles.note} data-grave="">
          <TriangleAlert size={18} aria-hidden="true" />
          {failure}
        </p>
      )}
    </div>
  );
}

function HeardBy({ sound, heard }: OnAirProps) {
  const { share } = text;
  return (
    <Figures>
      <Figure name={share.guests}>{heard === null ? share.unknown : share.guestsOf(heard.guests)}</Figure>
      <Figure name={share.sent}>{sentWords(sound)}</Figure>
      <Figure name={share.delay}>
        {heard === null || heard.delayMs === null ? share.unknown : millis(heard.delayMs)}
      </Figure>
    </Figures>
  );
}

function sentWords({ phase, tiers, bitrate }: BroadcasterState): string {
  if (phase !== "live") return text.share.unknown;
  if (tiers.length === 0) return text.share.nobody;
  return `${text.share.kbits(bitrate)} · ${listed(tiers.map((tier) => text.share.quality[tier] ?? text.share.unknown))}`;
}
