import { text } from "../../text";
import styles from "./FailedLines.module.css";

export interface FailedLine {
  key: number;
  text: string;
  why: string;
}

interface FailedLinesProps {
  lines: readonly FailedLine[];
  onRetry: (line: FailedLine) => void;
  onDiscard: (line: FailedLine) => void;
}

/** What did not get through is not lost: it stays, with why, until its author decides. */
export function FailedLines({ lines, onRetry, onDiscard }: FailedLinesProps) {
  if (lines.length === 0) return null;
  return (
    <ul className={styles.failed}>
      {lines.map((line) => (
        <li key={line.key} className={styles.line}>
          <p className={styles.said}>{line.text}</p>
          <p className={styles.why} role="alert">
            {text.chat.failed} {line.why}
          </p>
          <div className={styles.actions}>
            <button type="button" className={styles.action} onClick={() => onRetry(line)}>
              {text.common.retry}
            </button>
            <button type="button" className={styles.action} onClick={() => onDiscard(line)}>
              {text.chat.discard}
            </button>
          </div>
        </li>
      ))}
    </ul>
  );
}
