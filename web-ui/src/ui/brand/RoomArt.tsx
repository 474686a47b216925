import { useMemo } from "react";
import styles from "./RoomArt.module.css";
import { seedOf, strokesFor } from "./strokes";

const WIDTH = 96;
const HEIGHT = 54;

/** A picture of its own for every room, until a poster is known. */
export function RoomArt({ id }: { id: string }) {
  const shape = useMemo(() => strokesFor(id, WIDTH, HEIGHT), [id]);
  return (
    <svg
      className={`${styles.art} ${styles[`tone${seedOf(id) % 5}`]}`}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      focusable="false"
    >
      {shape.strokes.map((path) => (
        <path key={path} className={styles.stroke} d={path} />
      ))}
      <path className={styles.line} d={shape.line} />
    </svg>
  );
}
