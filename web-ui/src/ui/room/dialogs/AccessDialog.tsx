import { type FormEvent, useState } from "react";
import type { OrderCommand } from "../../../room/session";
import { Button } from "../../kit/Button";
import { Choice } from "../../kit/Choice";
import { Dialog } from "../../kit/Dialog";
import { Field } from "../../kit/Field";
import { toast } from "../../kit/toasts";
import { text } from "../../text";
import { useRoom, useSeat } from "../context";
import { refusedWords } from "../useOrder";
import styles from "./Dialogs.module.css";
import { Invitations } from "./Invitations";

const PASSWORD_CHARS_MAX = 128;
const FOUND = [
  { value: "listed", label: text.access.listed },
  { value: "unlisted", label: text.access.unlisted },
] as const;
const INVITE = [
  { value: "open", label: text.access.open },
  { value: "invited", label: text.access.invited },
] as const;

/** The host's door: each change holds at once, for newcomers. */
export function AccessDialog({ onClose }: { onClose: () => void }) {
  const { session } = useSeat();
  const roomId = useRoom((room) => room.roomId);
  const access = useRoom((room) => room.access);
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const change = async (patch: Omit<Extract<OrderCommand, { type: "access" }>, "type">) => {
    setFailure(null);
    setBusy(true);
    try {
      await session.order({ type: "access", ...patch });
      if (patch.password !== undefined) {
        setPassword("");
        toast(text.access.done, "done");
      }
    } catch (error) {
      setFailure(refusedWords(error));
    }
    setBusy(false);
  };
  const setIt = (event: FormEvent) => {
    event.preventDefault();
    if (password !== "") void change({ password });
  };
  return (
    <Dialog title={text.access.title} onClose={onClose} small>
      <Choice
        label={text.access.found}
        options={FOUND}
        value={access.listed ? "listed" : "unlisted"}
        onChange={(found) => change({ listed: found === "listed" })}
      />
      <Choice
        label={text.access.invite}
        options={INVITE}
        value={access.invite ? "invited" : "open"}
        onChange={(who) => change({ invite: who === "invited" })}
      />
      <form className={styles.form} onSubmit={setIt}>
        <Field
          label={text.access.password}
          type="password"
          value={password}
          maxLength={PASSWORD_CHARS_MAX}
          autoComplete="new-password"
          hint={
            access.password
              ? text.access.passwordKept
              : access.invite
                ? text.access.passwordBeside
                : text.access.passwordNone
          }
          onChange={(event) => setPassword(event.target.value)}
        />
        <div className={styles.actions}>
          {access.password && (
            <Button busy={busy} onClick={() => change({ password: "" })}>
              {text.access.remove}
            </Button>
          )}
          <Button look="primary" type="submit" busy={busy} disabled={password === ""}>
            {text.access.set}
          </Button>
        </div>
      </form>
      <p className={styles.failure} role="alert">
        {failure}
      </p>
      <Invitations roomId={roomId} />
    </Dialog>
  );
}
