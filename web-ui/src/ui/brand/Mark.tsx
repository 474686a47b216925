import styles from "./Mark.module.css";

interface MarkProps {
  size?: number;
  /** Strokes that breathe while something is awaited. */
  waiting?: boolean;
}

/** Several strokes meeting in one line. */
export function Mark({ size = 28, waiting = false }: MarkProps) {
  return (
    <svg
      className={waiting ? `${styles.mark} ${styles.waiting}` : styles.mark}
      width={size}
      height={size}
      viewBox="0 0 32 32"
      aria-hidden="true"
      focusable="false"
    >
      <path className={styles.stroke} d="M3 6c8 0 9 10 16 10" />
      <path className={styles.stroke} d="M3 12.7c7 0 9 3.3 16 3.3" />
      <path className={styles.stroke} d="M3 19.3c7 0 9-3.3 16-3.3" />
      <path className={styles.stroke} d="M3 26c8 0 9-10 16-10" />
      <path className={styles.line} d="M19 16h10" />
    </svg>
  );
}
