import { useId } from "react";
import { millis } from "../../format/numbers";
import { Button } from "../../kit/Button";
import { Choice } from "../../kit/Choice";
import { text } from "../../text";
import { Figure, Figures } from "./Figures";
import { Slider } from "./Slider";
import styles from "./SoundHealth.module.css";

export type AskedQuality = keyof typeof text.listen.qualities;

/** What the listener measures here. */
export interface HeardHealth {
  readonly delayMs: number | null;
  readonly syncErrorMs: number | null;
  readonly bufferMs: number;
  readonly tier: number | null;
  readonly kbitPerS: number;
  readonly underruns: number;
  /** Behind the room on purpose, as this device does not keep up. */
  readonly relaxedMs: number;
}

interface SoundHealthProps {
  health: HeardHealth | null;
  quality: AskedQuality;
  offsetMs: number;
  /** The same sound for any other player. */
  playerUrl: string;
  onQuality: (quality: AskedQuality) => void;
  onOffset: (ms: number) => void;
}

const OFFSET_MAX_MS = 500;
const OFFSET_STEP_MS = 5;
const QUALITIES = (["auto", "high", "medium", "low"] as const).map((value) => ({
  value,
  label: text.listen.qualities[value],
}));

export function SoundHealth({ health, quality, offsetMs, playerUrl, onQuality, onOffset }: SoundHealthProps) {
  const { listen } = text;
  const hintId = useId();
  return (
    <div className={styles.health}>
      <div>
        <h2 className={styles.title}>{listen.health}</h2>
        <p className={styles.about}>{listen.about}</p>
      </div>
      <Figures>
        <Figure name={listen.delay}>{known(health?.delayMs)}</Figure>
        <Figure name={listen.syncError}>{known(health?.syncErrorMs)}</Figure>
        {health !== null && health.relaxedMs > 0 && <Figure name={listen.behind}>{millis(health.relaxedMs)}</Figure>}
        <Figure name={listen.buffer}>{known(health?.bufferMs)}</Figure>
        <Figure name={listen.quality}>
          {health === null || health.tier === null
            ? listen.unknown
            : (text.share.quality[health.tier] ?? listen.unknown)}
        </Figure>
        <Figure name={listen.receiving}>
          {health === null ? listen.unknown : text.share.kbits(Math.round(health.kbitPerS))}
        </Figure>
        <Figure name={listen.underruns}>{health?.underruns ?? listen.unknown}</Figure>
      </Figures>
      <Choice
        label={listen.choose}
        options={QUALITIES}
        value={quality}
        onChange={onQuality}
        hint={quality === "auto" ? listen.qualityHint : null}
      />
      <fieldset className={styles.offset} aria-describedby={hintId}>
        <legend className={styles.label}>{listen.offset}</legend>
        <div className={styles.turning}>
          <Slider
            label={listen.offset}
            min={-OFFSET_MAX_MS}
            max={OFFSET_MAX_MS}
            step={OFFSET_STEP_MS}
            value={offsetMs}
            said={millis(offsetMs)}
            onChange={onOffset}
          />
          <output className={`${styles.value} tabular`}>{millis(offsetMs)}</output>
          <Button look="plain" disabled={offsetMs === 0} onClick={() => onOffset(0)}>
            {listen.offsetReset}
          </Button>
        </div>
        <p id={hintId} className={styles.hint}>
          {listen.offsetHint}
        </p>
      </fieldset>
      <div>
        <a className={styles.elsewhere} href={playerUrl} target="_blank" rel="noreferrer">
          {listen.elsewhere}
        </a>
        <p className={styles.hint}>{listen.elsewhereHint}</p>
      </div>
    </div>
  );
}

function known(ms: number | null | undefined): string {
  return ms === null || ms === undefined ? text.listen.unknown : millis(ms);
}
