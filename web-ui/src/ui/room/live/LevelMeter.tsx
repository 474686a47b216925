import type { CSSProperties } from "react";
import type { Level } from "../../../audio/capture/loudness";
import { text } from "../../text";
import styles from "./LevelMeter.module.css";

/** What is softer is nothing on the meter. */
const FLOOR_DB = -60;
/** From here on it may be too loud, which no volume at the guests' can undo. */
const HOT_DB = -1;

export function LevelMeter({ level, muted }: { level: Level; muted: boolean }) {
  const loudDb = decibels(level.rms);
  const peakDb = decibels(level.peak);
  const said = peakDb <= FLOOR_DB ? text.share.levelNone : text.share.levelOf(peakDb);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <meter> cannot show two values, nor be drawn alike in all browsers
    <div
      className={styles.meter}
      role="meter"
      aria-label={text.share.level}
      aria-valuemin={FLOOR_DB}
      aria-valuemax={0}
      aria-valuenow={Math.round(peakDb)}
      aria-valuetext={said}
      data-muted={muted || undefined}
      data-hot={peakDb > HOT_DB || undefined}
      style={{ "--loud": share(loudDb), "--peak": share(peakDb) } as CSSProperties}
    >
      <span className={styles.loud} />
      <span className={styles.peak} />
    </div>
  );
}

function decibels(ofFull: number): number {
  return ofFull <= 0 ? FLOOR_DB : Math.max(FLOOR_DB, Math.min(0, 20 * Math.log10(ofFull)));
}

function share(db: number): number {
  return 1 - db / FLOOR_DB;
}
