import { nameOf } from "../../../room/names";
import { Button } from "../../kit/Button";
import { text } from "../../text";
import { useRoom, useSeat } from "../context";
import { carriedOut } from "../useOrder";
import styles from "./Control.module.css";

const LEND_MINUTES = 5;

/** Who asks the host for control, first come first. */
export function ControlRequests() {
  const requests = useRoom((room) => room.control.requests);
  if (requests.length === 0) return null;
  return (
    <div className={styles.requests}>
      <p className={styles.asking} role="status">
        {text.control.asking(requests.length)}
      </p>
      <ol aria-label={text.people.requests}>
        {requests.map((id, at) => (
          <ControlRequest key={id} id={id} place={at + 1} />
        ))}
      </ol>
    </div>
  );
}

function ControlRequest({ id, place }: { id: string; place: number }) {
  const { session } = useSeat();
  const name = useRoom((room) => nameOf(room, id) ?? text.notes.somebody);
  return (
    <li className={styles.request}>
      <span className={styles.name}>
        <span className="tabular">{place}.</span> <bdi>{name}</bdi>
      </span>
      <Button
        className={styles.act}
        aria-label={text.people.lendTo(name)}
        onClick={() => carriedOut(session.order({ type: "control:grant", to: id }))}
      >
        {text.control.lend}
      </Button>
      <Button
        className={styles.act}
        aria-label={text.control.lendToFor(name, LEND_MINUTES)}
        onClick={() => carriedOut(session.order({ type: "control:grant", to: id, seconds: LEND_MINUTES * 60 }))}
      >
        {text.control.minutes(LEND_MINUTES)}
      </Button>
      <Button
        look="plain"
        className={styles.act}
        aria-label={text.people.refuseTo(name)}
        onClick={() => carriedOut(session.order({ type: "control:revoke", to: id }))}
      >
        {text.people.refuse}
      </Button>
    </li>
  );
}
