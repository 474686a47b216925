import { useState } from "react";
import { browserSeat } from "../../../room/seat";
import { codeOf } from "../../http/problem";
import { closeRoom } from "../../http/rooms";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { text } from "../../text";
import { useRoom } from "../context";
import styles from "./Dialogs.module.css";

export function CloseDialog({ onClose }: { onClose: () => void }) {
  const roomId = useRoom((room) => room.roomId);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const close = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await closeRoom(roomId, browserSeat(roomId).token() ?? "");
      onClose();
    } catch (error) {
      setFailure(codeOf(error) === "not-allowed" ? text.close.notYours : text.close.failed);
      setBusy(false);
    }
  };
  return (
    <Dialog title={text.close.title} onClose={onClose} small>
      <p className={styles.words}>{text.close.words}</p>
      {failure && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
      <div className={styles.actions}>
        <Button onClick={onClose}>{text.common.cancel}</Button>
        <Button look="danger" busy={busy} onClick={close}>
          {text.close.confirm}
        </Button>
      </div>
    </Dialog>
  );
}
