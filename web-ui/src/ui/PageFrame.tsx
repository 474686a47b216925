import { type ReactNode, useRef } from "react";
import { Wordmark } from "./brand/Wordmark";
import styles from "./PageFrame.module.css";
import { ThemeToggle } from "./ThemeToggle";
import { text } from "./text";
import { useLandingFocus } from "./useLandingFocus";

export function PageFrame({ children }: { children: ReactNode }) {
  const content = useRef<HTMLElement>(null);
  useLandingFocus(content);
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#content">
        {text.common.skip}
      </a>
      <header className={styles.head}>
        <Wordmark />
        <ThemeToggle />
      </header>
      <main ref={content} id="content" tabIndex={-1} className={styles.content}>
        {children}
      </main>
    </div>
  );
}
