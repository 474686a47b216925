import { useEffect, useState } from "react";
import { useSeat } from "../context";
import styles from "./FloatingReactions.module.css";

interface Floating {
  key: number;
  emoji: string;
  name: string;
  /** Where across the stage, 0 to 1. */
  at: number;
}

const SHOWN_MS = 2_200;
const SHOWN_MAX = 40;

/** Steps of the golden ratio spread however many there are evenly. */
const GOLDEN = 0.618034;

let lastKey = 0;

/** They rise over the stage and fade; with reduced motion they only appear and go. */
export function FloatingReactions() {
  const { session } = useSeat();
  const [floating, setFloating] = useState<readonly Floating[]>([]);

  useEffect(() => {
    const timers = new Set<ReturnType<typeof setTimeout>>();
    const stop = session.onReaction(({ emoji, from }) => {
      const added: Floating = { key: lastKey + 1, emoji, name: from.name, at: (++lastKey * GOLDEN) % 1 };
      setFloating((shown) => [...shown, added].slice(-SHOWN_MAX));
      const timer = setTimeout(() => {
        timers.delete(timer);
        setFloating((shown) => shown.filter(({ key }) => key !== added.key));
      }, SHOWN_MS);
      timers.add(timer);
    });
    return () => {
      stop();
      for (const timer of timers) clearTimeout(timer);
    };
  }, [session]);

  return (
    <div className={styles.area} aria-hidden="true">
      {floating.map(({ key, emoji, name, at }) => (
        <span key={key} className={styles.reaction} style={{ insetInlineStart: `${6 + at * 78}%` }}>
          <span className={styles.emoji}>{emoji}</span>
          <span className={styles.name}>{name}</span>
        </span>
      ))}
    </div>
  );
}
