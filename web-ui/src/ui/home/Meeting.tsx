import styles from "./Meeting.module.css";

/** The mark, as large as the room: strokes come from everywhere and go on as one line of light. */
export function Meeting() {
  return (
    <svg
      className={styles.meeting}
      viewBox="0 0 1400 480"
      preserveAspectRatio="xMidYMid slice"
      aria-hidden="true"
      focusable="false"
    >
      <defs>
        <linearGradient id="meeting-strokes" gradientUnits="userSpaceOnUse" x1="560" x2="1000" y1="0" y2="0">
          <stop offset="0" stopColor="currentColor" stopOpacity="0" />
          <stop offset="1" stopColor="currentColor" stopOpacity="0.75" />
        </linearGradient>
        <linearGradient id="meeting-line" gradientUnits="userSpaceOnUse" x1="990" x2="1090" y1="0" y2="0">
          <stop offset="0" className={styles.stop} stopOpacity="0" />
          <stop offset="1" className={styles.stop} />
        </linearGradient>
      </defs>
      <g className={styles.all}>
        {STROKES.map((path) => (
          <path key={path} className={styles.stroke} d={path} stroke="url(#meeting-strokes)" />
        ))}
        <path className={styles.glow} d="M1000 210L2400 210.01" stroke="url(#meeting-line)" />
        <path className={styles.line} d="M1000 210L2400 210.01" stroke="url(#meeting-line)" />
        <circle className={styles.now} cx="1190" cy="210" r="8" />
      </g>
    </svg>
  );
}

const STROKES = [-70, 24, 104, 172, 248, 316, 396, 490].map((fromY) => `M420 ${fromY}C700 ${fromY} 780 210 1010 210`);
