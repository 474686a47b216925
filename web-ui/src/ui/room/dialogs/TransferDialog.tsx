import { useState } from "react";
import type { Member } from "../../../protocol/messages";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { text } from "../../text";
import { useSeat } from "../context";
import { carriedOut } from "../useOrder";
import styles from "./Dialogs.module.css";

/** Asks before the room is given away: there is no way to take it back. */
export function TransferDialog({ to, onClose }: { to: Member; onClose: () => void }) {
  const { session } = useSeat();
  const [busy, setBusy] = useState(false);
  const transfer = async () => {
    setBusy(true);
    await carriedOut(session.transferHost(to.id));
    onClose();
  };
  return (
    <Dialog title={text.transfer.title(to.name)} onClose={onClose} small>
      <p className={styles.words}>{text.transfer.words}</p>
      <div className={styles.actions}>
        <Button onClick={onClose}>{text.common.cancel}</Button>
        <Button look="primary" busy={busy} onClick={transfer}>
          {text.transfer.confirm}
        </Button>
      </div>
    </Dialog>
  );
}
