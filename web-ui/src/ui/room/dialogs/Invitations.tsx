import { useCallback, useEffect, useRef, useState } from "react";
import { browserSeat } from "../../../room/seat";
import { dateAndTime } from "../../format/time";
import { codeOf } from "../../http/problem";
import { makeInvite, revokeInvite, type StandingInvite, standingInvites } from "../../http/rooms";
import { Button } from "../../kit/Button";
import { Choice } from "../../kit/Choice";
import { toast } from "../../kit/toasts";
import { text } from "../../text";
import { copyText } from "../copyText";
import { useKeptFocus } from "../useKeptFocus";
import styles from "./Invitations.module.css";

const USES = [
  { value: "many", label: text.access.forMany },
  { value: "one", label: text.access.forOne },
] as const;

/** Links that let people in: to make, and to take back. */
export function Invitations({ roomId }: { roomId: string }) {
  const [invites, setInvites] = useState<readonly StandingInvite[]>([]);
  const [uses, setUses] = useState<"many" | "one">("many");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  useKeptFocus(list, invites);

  const look = useCallback(async () => {
    setInvites(await standingInvites(roomId, tokenOf(roomId)));
  }, [roomId]);
  useEffect(() => {
    look().catch(() => setFailure(text.access.invitesFailed));
  }, [look]);

  const attempt = async (act: () => Promise<void>) => {
    setBusy(true);
    setFailure(null);
    try {
      await act();
      await look();
    } catch (error) {
      setFailure(codeOf(error) === "rate-limited" ? text.access.invitesMany : text.refused.other);
    }
    setBusy(false);
  };
  const make = () =>
    attempt(async () => {
      const copied = await copyText(await makeInvite(roomId, tokenOf(roomId), uses === "one" ? { uses: 1 } : {}));
      toast(copied ? text.access.copied : text.room.notCopied, copied ? "done" : "trouble");
    });
  return (
    <section className={styles.invitations} aria-labelledby="invitations-title">
      <h3 id="invitations-title" className={styles.title}>
        {text.access.invitations}
      </h3>
      <p className={styles.words}>{text.access.inviteHint}</p>
      <Choice label={text.access.goodFor} options={USES} value={uses} onChange={setUses} />
      <Button className={styles.make} busy={busy} onClick={make}>
        {text.access.makeInvite}
      </Button>
      <ul ref={list} tabIndex={-1} className={styles.list} aria-label={text.access.standing}>
        {invites.map((invite) => (
          <li key={invite.inviteId} className={styles.invite}>
            <span className={styles.what}>
              {text.access.used(invite.used, invite.uses)}
              <span className={styles.until}>{text.access.until(dateAndTime(invite.expiresAt))}</span>
            </span>
            <Button
              look="plain"
              busy={busy}
              aria-label={text.access.takeBackOf(dateAndTime(invite.expiresAt))}
              onClick={() => attempt(() => revokeInvite(roomId, tokenOf(roomId), invite.inviteId))}
            >
              {text.access.takeBack}
            </Button>
          </li>
        ))}
      </ul>
      <p className={styles.failure} role="alert">
        {failure}
      </p>
    </section>
  );
}

function tokenOf(roomId: string): string {
  return browserSeat(roomId).token() ?? "";
}
