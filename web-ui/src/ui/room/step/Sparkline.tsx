import { millis } from "../../format/numbers";
import { text } from "../../text";
import { type DriftSample, drawDrift } from "./drift";
import styles from "./Sparkline.module.css";

const WIDTH = 300;
const HEIGHT = 84;

/** Drift over the last minute; the band is what counts as in step. */
export function Sparkline({ samples }: { samples: readonly DriftSample[] }) {
  const drawing = drawDrift(samples, WIDTH, HEIGHT);
  if (!drawing) return <p className={styles.nothing}>{text.step.noDrift}</p>;
  return (
    <figure className={styles.figure}>
      <svg className={styles.chart} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={text.step.about}>
        <rect className={styles.band} x="0" width={WIDTH} y={drawing.bandTop} height={drawing.bandHeight} />
        <path className={styles.zero} d={`M0 ${HEIGHT / 2}H${WIDTH}`} />
        <path className={styles.curve} d={drawing.path} />
      </svg>
      <span className={`${styles.top} tabular`}>+{millis(drawing.scaleMs)}</span>
      <span className={`${styles.bottom} tabular`}>−{millis(drawing.scaleMs)}</span>
    </figure>
  );
}
