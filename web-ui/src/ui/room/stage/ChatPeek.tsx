import { useEffect, useState } from "react";
import { useRoom, useSeat } from "../context";
import styles from "./ChatPeek.module.css";

const SHOWN_MS = 9_000;
const SHOWN_MAX = 3;

/** In full screen: the last lines, for a moment, so that nobody laughs alone. */
export function ChatPeek() {
  const { session } = useSeat();
  const chat = useRoom((room) => room.chat);
  const [nowMs, setNowMs] = useState(() => session.serverNowMs());

  useEffect(() => {
    const timer = setInterval(() => setNowMs(session.serverNowMs()), 1_000);
    return () => clearInterval(timer);
  }, [session]);

  const recent = chat.slice(-SHOWN_MAX).filter((line) => nowMs - line.serverTime < SHOWN_MS);
  return (
    <ul className={styles.peek} aria-hidden="true">
      {recent.map((line) => (
        <li key={line.key} className={styles.line}>
          <strong>{line.from.name}</strong> {line.text}
        </li>
      ))}
    </ul>
  );
}
