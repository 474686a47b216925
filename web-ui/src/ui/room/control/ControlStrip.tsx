import { Crown } from "lucide-react";
import { useRef } from "react";
import { nameOf } from "../../../room/names";
import { mediaTime, spokenTime } from "../../format/time";
import { Button } from "../../kit/Button";
import { text } from "../../text";
import { useRoom, useSeat } from "../context";
import { useKeptFocus } from "../useKeptFocus";
import { carriedOut } from "../useOrder";
import styles from "./Control.module.css";
import { ControlRequests } from "./ControlRequests";
import { useControlWords } from "./controlWords";
import { useTimeLeft } from "./useTimeLeft";

/** Where control is lent: who has it, for how long still, and the one thing that you can do about it. */
export function ControlStrip() {
  const lends = useRoom((room) => room.settings.control === "granted");
  const isHost = useRoom((room) => room.you.role === "host");
  const holder = useRoom((room) => room.control.userId);
  const requests = useRoom((room) => room.control.requests);
  const place = useRef<HTMLElement>(null);
  useKeptFocus(place, `${lends} ${holder} ${requests.join(" ")}`);
  if (!lends) return null;
  return (
    <section ref={place} tabIndex={-1} className={styles.strip} aria-label={text.control.label}>
      <div className={styles.row}>
        <Crown size={18} className={styles.icon} aria-hidden="true" />
        <Standing />
        {isHost ? holder !== null && <TakeBack holder={holder} /> : <Yours />}
      </div>
      {isHost && <ControlRequests />}
    </section>
  );
}

function Standing() {
  const { who } = useControlWords();
  const until = useRoom((room) => (room.control.userId === null ? null : room.control.untilServerTime));
  const left = useTimeLeft(until);
  const isLent = useRoom((room) => room.control.userId !== null);
  const youId = useRoom((room) => room.you.id);
  const place = useRoom((room) => room.control.requests.indexOf(youId) + 1);
  return (
    <div className={styles.words}>
      <p role="status" className={styles.who}>
        {who}
      </p>
      {isLent && (
        <p className={`${styles.until} tabular`}>
          {left === null ? (
            text.control.noEnd
          ) : (
            <>
              <span aria-hidden="true">{text.control.left(mediaTime(left))}</span>
              <span className="unseen">{text.control.left(spokenTime(left))}</span>
            </>
          )}
        </p>
      )}
      {place > 0 && (
        <p role="status" className={styles.until}>
          {text.control.place(place)}
        </p>
      )}
    </div>
  );
}

function TakeBack({ holder }: { holder: string }) {
  const { session } = useSeat();
  const name = useRoom((room) => nameOf(room, holder) ?? text.notes.somebody);
  return (
    <Button
      className={styles.act}
      aria-label={text.control.takeBackFrom(name)}
      onClick={() => carriedOut(session.order({ type: "control:revoke", to: holder }))}
    >
      {text.control.takeBack}
    </Button>
  );
}

/** A guest's: give it back, ask for it, or ask no more. */
function Yours() {
  const { session } = useSeat();
  const youId = useRoom((room) => room.you.id);
  const isYours = useRoom((room) => room.control.userId === youId);
  const asked = useRoom((room) => room.control.requests.includes(youId));
  const release = () => carriedOut(session.order({ type: "control:release" }));
  if (isYours) {
    return (
      <Button className={styles.act} aria-label={text.people.giveBack} onClick={release}>
        {text.control.giveBack}
      </Button>
    );
  }
  if (asked) {
    return (
      <Button className={styles.act} onClick={release}>
        {text.room.unaskControl}
      </Button>
    );
  }
  return (
    <Button className={styles.act} onClick={() => carriedOut(session.order({ type: "control:request" }))}>
      {text.room.askControl}
    </Button>
  );
}
