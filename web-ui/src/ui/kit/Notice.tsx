import type { ReactNode } from "react";
import { Mark } from "../brand/Mark";
import styles from "./Notice.module.css";

interface NoticeProps {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  waiting?: boolean;
  /** Within something else rather than the whole page. */
  inset?: boolean;
  level?: 1 | 2;
}

/** What happened, what it means, and a way on. */
export function Notice({ title, children, actions, waiting = false, inset = false, level = 1 }: NoticeProps) {
  const Title = level === 1 ? "h1" : "h2";
  return (
    <div className={inset ? `${styles.notice} ${styles.inset}` : styles.notice} role={waiting ? "status" : undefined}>
      <Mark size={inset ? 36 : 48} waiting={waiting} />
      <Title className={styles.title}>{title}</Title>
      {children && <div className={styles.words}>{children}</div>}
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
