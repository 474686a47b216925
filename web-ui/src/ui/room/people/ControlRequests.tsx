import { Button } from "../../kit/Button";
import { text } from "../../text";
import { useRoom, useSeat } from "../context";
import { carriedOut } from "../useOrder";
import styles from "./PeopleList.module.css";

/** Who asks the host for control, first come first. */
export function ControlRequests() {
  const { session } = useSeat();
  const isHost = useRoom((room) => room.you.role === "host");
  const requests = useRoom((room) => room.control.requests);
  const members = useRoom((room) => room.members);
  if (!isHost || requests.length === 0) return null;
  return (
    <section className={styles.requests} aria-label={text.people.requests}>
      <p className={styles.asking} role="status">
        {text.people.requests}
      </p>
      <ul>
        {requests.map((id) => {
          const name = members.find((member) => member.id === id)?.name ?? text.notes.somebody;
          return (
            <li key={id} className={styles.person}>
              <span className={styles.name}>{name}</span>
              <Button
                className={styles.first}
                aria-label={text.people.lendTo(name)}
                onClick={() => carriedOut(session.order({ type: "control:grant", to: id }))}
              >
                {text.people.lend}
              </Button>
              <Button
                look="plain"
                aria-label={text.people.refuseTo(name)}
                onClick={() => carriedOut(session.order({ type: "control:revoke", to: id }))}
              >
                {text.people.refuse}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
