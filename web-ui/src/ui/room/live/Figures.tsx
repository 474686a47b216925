import type { ReactNode } from "react";
import styles from "./Figures.module.css";

export function Figures({ children }: { children: ReactNode }) {
  return <dl className={`${styles.figures} tabular`}>{children}</dl>;
}

export function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
