import { isOfSound } from "../../../room/sound";
import { text } from "../../text";
import { useRoom } from "../context";
import { useControlWords } from "../control/controlWords";
import styles from "./NowPlaying.module.css";

export function NowPlaying() {
  const title = useRoom((room) => room.timeline?.title || null);
  const { who } = useControlWords();
  // There is nothing to be in control of.
  if (useRoom(isOfSound)) return <p className={styles.now}>{text.share.lead}</p>;
  return (
    <p className={styles.now}>
      {title && <span className={styles.title}>{title}</span>}
      <span className={styles.who}>{who}</span>
    </p>
  );
}
