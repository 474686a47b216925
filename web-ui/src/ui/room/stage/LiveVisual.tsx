import { useEffect, useRef } from "react";
import type { Ear } from "../live/ear";
import styles from "./LiveVisual.module.css";
import { STROKES, waveOf } from "./liveWave";

const LOOK_EVERY_MS = 60;
/** Some eight seconds from where it comes in to the stage's edge. */
const LEVELS = 130;

/** The mark's strokes meet, and what they meet in is the sound as it is heard here and now. */
export function LiveVisual({ ear }: { ear: Ear }) {
  const wave = useRef<SVGPathElement>(null);

  useEffect(() => {
    const levels = new Array<number>(LEVELS).fill(0);
    const draw = () => wave.current?.setAttribute("d", waveOf(levels));
    draw();
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const timer = setInterval(() => {
      levels.pop();
      levels.unshift(ear.level());
      draw();
    }, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [ear]);

  return (
    <svg className={styles.visual} viewBox="0 0 1600 900" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {STROKES.map((path) => (
        <path key={path} className={styles.stroke} d={path} />
      ))}
      <path className={styles.glow} d="M620 430L1700 430" />
      <path ref={wave} className={styles.wave} />
    </svg>
  );
}
