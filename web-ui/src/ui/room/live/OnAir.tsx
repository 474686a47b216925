import { Mic, MicOff, Square, TriangleAlert } from "lucide-react";
import type { BroadcasterState, BroadcastWarning } from "../../../audio/capture/state";
import { listed, millis } from "../../format/numbers";
import { Button } from "../../kit/Button";
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
  /** Null where there is nothing else to share. */
  onChange: (() => void) | null;
  onMute: (muted: boolean) => void;
  onStop: () => void;
}

/** These are about sound that is missing; the others only about how good it is. */
const GRAVE: ReadonlySet<BroadcastWarning> = new Set(["ended", "silent", "dropping", "encoder"]);

export function OnAir({ sound, heard, failure, onChange, onMute, onStop }: OnAirProps) {
  const { phase, muted } = sound;
  const { share } = text;
  const title = phase === "live" ? share.live : phase === "ready" ? share.starting : share.interrupted;
  return (
    <>
      <header className={styles.head}>
        <h2 className={styles.title} data-tone={phase === "live" ? "good" : "working"}>
          <span className={styles.dot} />
          {title}
        </h2>
        <p className={styles.lead}>{phase === "interrupted" ? share.interruptedHint : sound.label}</p>
      </header>
      <div className={styles.level}>
        <LevelMeter level={sound.level} muted={muted} />
        <Button
          className={styles.mute}
          aria-pressed={muted}
          icon={muted ? <MicOff size={18} aria-hidden="true" /> : <Mic size={18} aria-hidden="true" />}
          onClick={() => onMute(!muted)}
        >
          {muted ? share.unmute : share.mute}
        </Button>
      </div>
      <div role="status" className={styles.notes}>
        {phase === "interrupted" && <span className="unseen">{`${title}. ${share.interruptedHint}`}</span>}
        {muted && <p className={styles.note}>{share.muted}</p>}
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
      <Figures>
        <Figure name={share.guests}>{heard === null ? share.unknown : share.guestsOf(heard.guests)}</Figure>
        <Figure name={share.sent}>{sentWords(sound)}</Figure>
        <Figure name={share.delay}>
          {heard === null || heard.delayMs === null ? share.unknown : millis(heard.delayMs)}
        </Figure>
      </Figures>
      <div className={styles.actions}>
        {onChange && (
          <Button look="plain" large onClick={onChange}>
            {share.another}
          </Button>
        )}
        <Button
          look="danger"
          large
          className={styles.stop}
          icon={<Square size={18} fill="currentColor" aria-hidden="true" />}
          onClick={onStop}
        >
          {share.stop}
        </Button>
      </div>
    </>
  );
}

function sentWords({ phase, tiers, bitrate }: BroadcasterState): string {
  if (phase !== "live") return text.share.unknown;
  if (tiers.length === 0) return text.share.nobody;
  return `${text.share.kbits(bitrate)} · ${listed(tiers.map((tier) => text.share.quality[tier] ?? text.share.unknown))}`;
}
