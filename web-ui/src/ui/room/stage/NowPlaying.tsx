import { useRoom } from "../context";
import { useControlWords } from "./controlWords";
import styles from "./NowPlaying.module.css";

export function NowPlaying() {
  const title = useRoom((room) => room.timeline?.title || null);
  const { who } = useControlWords();
  return (
    <p className={styles.now}>
      {title && <span className={styles.title}>{title}</span>}
      <span className={styles.who}>{who}</span>
    </p>
  );
}
