import { useEffect, useState } from "react";
import { Mark } from "../brand/Mark";
import { text } from "../text";
import styles from "./ConnectionBanner.module.css";
import { useSession } from "./context";

/** Said only after a moment: a blink of the network is nobody's business. */
const SAID_AFTER_MS = 700;

export function ConnectionBanner() {
  const connection = useSession((state) => state.connection);
  const lost = connection.kind !== "open";
  const [said, setSaid] = useState(false);

  useEffect(() => {
    if (!lost) {
      setSaid(false);
      return;
    }
    const timer = setTimeout(() => setSaid(true), SAID_AFTER_MS);
    return () => clearTimeout(timer);
  }, [lost]);

  const retryInMs = connection.kind === "waiting" ? connection.retryInMs : 0;
  return (
    <div role="status" className={styles.place}>
      {lost && said && (
        <p className={styles.banner}>
          <Mark size={20} />
          {connection.kind === "moving" ? text.room.moving : <Countdown key={retryInMs} ms={retryInMs} />}
        </p>
      )}
    </div>
  );
}

function Countdown({ ms }: { ms: number }) {
  const [left, setLeft] = useState(Math.ceil(ms / 1000));

  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000);
    return () => clearInterval(timer);
  }, []);

  return (
    <>
      <span className="unseen">{text.room.reconnecting(0)}</span>
      <span className="tabular" aria-hidden="true">
        {text.room.reconnecting(left)}
      </span>
    </>
  );
}
