import { useEffect, useRef, useState } from "react";
import type { Activity } from "../../../protocol/messages";
import { browserSeat } from "../../../room/seat";
import { dateAndTime } from "../../format/time";
import { type StandingBan, standingBans } from "../../http/rooms";
import { Button } from "../../kit/Button";
import { text } from "../../text";
import { useRoom, useSeat } from "../context";
import { useKeptFocus } from "../useKeptFocus";
import { carriedOut } from "../useOrder";
import styles from "./KeptOut.module.css";

/** Who may not come in, however long ago that was said: the log has the last deeds alone. */
export function KeptOut() {
  const { session } = useSeat();
  const { bans, failed, retry } = useStandingBans();
  const names = useRoom((room) => room.names);
  const [done, setDone] = useState("");
  const section = useRef<HTMLElement>(null);
  useKeptFocus(section, bans);
  const nameOf = ({ userId, name }: StandingBan) => name ?? names.get(userId) ?? text.activity.somebody;
  const readmit = async (ban: StandingBan) => {
    setDone("");
    const isDone = await carriedOut(session.order({ type: "member:unban", userId: ban.userId }));
    if (isDone) setDone(text.keptOut.readmitted(nameOf(ban)));
  };
  return (
    <section ref={section} tabIndex={-1} className={styles.keptOut} aria-labelledby="kept-out-title">
      <h3 id="kept-out-title" className={styles.title}>
        {text.keptOut.title}
      </h3>
      {bans === null && !failed && <p className={styles.words}>{text.common.loading}</p>}
      {bans?.length === 0 && <p className={styles.words}>{text.keptOut.empty}</p>}
      {bans !== null && bans.length > 0 && (
        <ul className={styles.list} aria-labelledby="kept-out-title">
          {bans.map((ban) => (
            <li key={ban.userId} className={styles.ban}>
              <span className={styles.who}>
                {nameOf(ban)}
                <span className={styles.until}>{howLong(ban)}</span>
              </span>
              <Button look="plain" aria-label={text.keptOut.readmitWhom(nameOf(ban))} onClick={() => readmit(ban)}>
                {text.keptOut.readmit}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {failed && (
        <p className={styles.failure} role="alert">
          {text.keptOut.failed}
          <Button look="plain" onClick={retry}>
            {text.common.retry}
          </Button>
        </p>
      )}
      <p className={styles.words} role="status">
        {done}
      </p>
    </section>
  );
}

/** Asked for, and asked for again with each deed that may have changed it. Null: not known yet. */
function useStandingBans() {
  const roomId = useRoom((room) => room.roomId);
  const deed = useRoom(({ activity }) => activity.findLast(changesBans)?.entry ?? 0);
  const [asked, setAsked] = useState(0);
  const [bans, setBans] = useState<readonly StandingBan[] | null>(null);
  const [failed, setFailed] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a deed, or who asks again, is why it is asked for once more
  useEffect(() => {
    let isNewest = true;
    standingBans(roomId, browserSeat(roomId).token() ?? "").then(
      (told) => {
        if (!isNewest) return;
        setBans(told);
        setFailed(false);
      },
      () => isNewest && setFailed(true),
    );
    return () => {
      isNewest = false;
    };
  }, [roomId, deed, asked]);

  return { bans, failed, retry: () => setAsked(asked + 1) };
}

function changesBans({ what }: Activity): boolean {
  return what === "kick" || what === "ban" || what === "unban" || what === "undo";
}

function howLong({ network, untilServerTime }: StandingBan): string {
  const until = untilServerTime === null ? text.keptOut.forEver : text.keptOut.until(dateAndTime(untilServerTime));
  return network ? text.keptOut.network(until) : until;
}
