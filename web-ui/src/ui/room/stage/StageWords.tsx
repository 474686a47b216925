import type { ReactNode } from "react";
import styles from "./StageNotice.module.css";

interface StageWordsProps {
  title: string;
  words: string;
  alert?: boolean;
  children?: ReactNode;
}

/** In the picture's place: what is so, and a way on. */
export function StageWords({ title, words, alert = false, children }: StageWordsProps) {
  return (
    <div className={styles.notice} role={alert ? "alert" : undefined}>
      <h2 className={styles.title}>{title}</h2>
      <p className={styles.words}>{words}</p>
      <div className={styles.actions}>{children}</div>
    </div>
  );
}
