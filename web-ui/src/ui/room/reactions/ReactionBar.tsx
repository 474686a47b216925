import { text } from "../../text";
import { useSeat } from "../context";
import { REACTIONS } from "./emoji";
import styles from "./ReactionBar.module.css";

export function ReactionBar() {
  const { session } = useSeat();
  return (
    // biome-ignore lint/a11y/useSemanticElements: buttons that belong together, no form to group
    <div className={styles.bar} role="group" aria-label={text.react.label}>
      {REACTIONS.map((emoji) => (
        <button
          key={emoji}
          type="button"
          className={styles.emoji}
          aria-label={text.react.with(emoji)}
          onClick={() => {
            // Too many at once are dropped in silence: applause asks for no answer.
            session.react(emoji).catch(() => {});
          }}
        >
          {emoji}
        </button>
      ))}
    </div>
  );
}
