import { useRef } from "react";
import type { Activity } from "../../../protocol/messages";
import type { Names } from "../../../room/names";
import { clockTime, dateAndTime } from "../../format/time";
import { isKeyOf } from "../../format/words";
import { Button } from "../../kit/Button";
import { Dialog } from "../../kit/Dialog";
import { text } from "../../text";
import { useRoom, useSeat } from "../context";
import { useKeptFocus } from "../useKeptFocus";
import { carriedOut } from "../useOrder";
import styles from "./ActivityDialog.module.css";
import { KeptOut } from "./KeptOut";

/** Who did what and when, newest first; the host and moderators take back what can be, and see who is kept out. */
export function ActivityDialog({ onClose }: { onClose: () => void }) {
  const activity = useRoom((room) => room.activity);
  const keeps = useRoom((room) => room.you.role !== "guest");
  const log = useRef<HTMLOListElement>(null);
  useKeptFocus(log, activity);
  return (
    <Dialog title={text.activity.title} onClose={onClose} small>
      {activity.length === 0 && <p className={styles.empty}>{text.activity.empty}</p>}
      <ol ref={log} className={styles.log} tabIndex={activity.length > 0 ? 0 : -1} aria-label={text.activity.title}>
        {activity.toReversed().map((entry) => (
          <Line key={entry.entry} entry={entry} activity={activity} />
        ))}
      </ol>
      {keeps && <KeptOut />}
    </Dialog>
  );
}

function Line({ entry, activity }: { entry: Activity; activity: readonly Activity[] }) {
  const { session } = useSeat();
  const names = useRoom((room) => room.names);
  const keeps = useRoom((room) => room.you.role !== "guest");
  const words = activityWords(entry, names);
  return (
    <li className={styles.entry}>
      <p className={styles.what}>
        {words}
        <time
          className={`${styles.when} tabular`}
          dateTime={new Date(entry.serverTime).toISOString()}
          title={dateAndTime(entry.serverTime)}
        >
          {clockTime(entry.serverTime)}
        </time>
      </p>
      {keeps && entry.undoable && (
        <Button
          look="plain"
          aria-label={text.activity.undoOf(words)}
          onClick={() => carriedOut(session.order({ type: "undo", entry: entry.entry }))}
        >
          {text.activity.undo}
        </Button>
      )}
      {keeps && keepsOut(entry, activity) && (
        <Button
          look="plain"
          aria-label={text.activity.undoOf(words)}
          onClick={() => carriedOut(session.order({ type: "member:unban", userId: entry.about ?? "" }))}
        >
          {text.activity.undo}
        </Button>
      )}
    </li>
  );
}

export function activityWords({ by, what, about }: Activity, names: Names): string {
  const nameOf = (id: string) => names.get(id) ?? text.activity.somebody;
  const did = isKeyOf(text.activity.what, what) ? text.activity.what[what] : text.activity.other;
  const who = by === null ? text.activity.time : nameOf(by);
  return about === null ? `${who} ${did}` : `${who} ${did} ${nameOf(about)}`;
}

/** A ban that nothing has ended, and no other has taken the place of. */
export function keepsOut({ entry, what, about }: Activity, activity: readonly Activity[]): boolean {
  return (
    what === "ban" &&
    !activity.some(
      (later) => later.entry > entry && later.about === about && (later.what === "unban" || later.what === "ban"),
    )
  );
}
