import { Dialog } from "../../kit/Dialog";
import { text } from "../../text";
import styles from "./Dialogs.module.css";

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={text.keys.title} onClose={onClose} small>
      <dl className={styles.keys}>
        {text.keys.rows.map(([keys, does]) => (
          <div key={keys} className={styles.key}>
            <dt>{keys}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
