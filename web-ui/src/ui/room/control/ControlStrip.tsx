import { Crown } from "lucide-react";
import { useRef } from "react";
import { nameOf } from "../../../room/names";
import { mediaTime, spokenTime } from "../../format/time";
import { Button } from "../../kit/Button";
import { text } from "../../text";
import { useSecondsUntil } from "../../useSecondsUntil";
import { useRoom, useSeat } from "../context";
import { useKeptFocus } from "../useKeptFocus";
import { carriedOut } from "../useOrder";
import { AskForControl } from "./AskForControl";
import styles from "./Control.module.css";
import { ControlRequests } from "./ControlRequests";
import { useControlWords } from "./controlWords";

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
  const { session } = useSeat();
  const { who } = useControlWords();
  const until = useRoom((room) => (room.control.userId === null ? null : room.control.untilServerTime));
  const left = useSecondsUntil(until, session.serverNowMs);
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
  const isYours = useRoom((room) => room.control.userId === room.you.id);
  if (!isYours) return <AskForControl className={styles.act} />;
  return (
    <Button
      className={styles.act}
      aria-label={text.people.giveBack}
      onClick={() => carriedOut(session.order({ type: "control:release" }))}
    >
      {text.control.giveBack}
    </Button>
  );
}
