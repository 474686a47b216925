import type { Activity, Member } from "../../../protocol/messages";
import { isKeyOf } from "../../format/words";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { text } from "../../text";
import { useRoom, useSeat } from "../context";
import { carriedOut } from "../useOrder";
import styles from "./ActivityDialog.module.css";

/** Who did what, newest first; the host and moderators take back what can be. */
export function ActivityDialog({ onClose }: { onClose: () => void }) {
  const { session } = useSeat();
  const activity = useRoom((room) => room.activity);
  const members = useRoom((room) => room.members);
  const keeps = useRoom((room) => room.you.role !== "guest");
  return (
    <Dialog title={text.activity.title} onClose={onClose} small>
      {activity.length === 0 && <p className={styles.empty}>{text.activity.empty}</p>}
      <ol className={styles.log}>
        {activity.toReversed().map((entry) => (
          <li key={entry.entry} className={styles.entry}>
            <span className={styles.what}>{activityWords(entry, members)}</span>
            {keeps && entry.undoable && (
              <Button look="plain" onClick={() => carriedOut(session.order({ type: "undo", entry: entry.entry }))}>
                {text.activity.undo}
              </Button>
            )}
            {keeps && entry.what === "ban" && isOutSince(entry, activity) && (
              <Button
                look="plain"
                onClick={() => carriedOut(session.order({ type: "member:unban", userId: entry.about ?? "" }))}
              >
                {text.activity.unban}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

export function activityWords({ by, what, about }: Activity, members: readonly Member[]): string {
  const nameOf = (id: string) => members.find((member) => member.id === id)?.name ?? text.activity.somebody;
  const did = isKeyOf(text.activity.what, what) ? text.activity.what[what] : text.activity.other;
  const who = by === null ? text.activity.time : nameOf(by);
  return about === null ? `${who} ${did}` : `${who} ${did} ${nameOf(about)}`;
}

function isOutSince(ban: Activity, activity: readonly Activity[]): boolean {
  return !activity.some((later) => later.entry > ban.entry && later.what === "unban" && later.about === ban.about);
}
