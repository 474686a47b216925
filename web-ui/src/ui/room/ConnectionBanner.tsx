import { useEffect, useState } from "react";
import type { ConnectionState } from "../../connection/state";
import { Mark } from "../brand/Mark";
import { text } from "../text";
import styles from "./ConnectionBanner.module.css";
import { useSession } from "./context";
import { useSteady } from "./useSteady";

export function ConnectionBanner() {
  const connection = useSession((state) => state.connection);
  const shown = useSteady(gapOf(connection), { isGap });
  const retryInMs = connection.kind === "waiting" ? connection.retryInMs : 0;
  return (
    <div role="status" className={styles.place}>
      {shown !== "none" && (
        <p className={styles.banner}>
          <Mark size={20} />
          {shown === "moving" ? text.room.moving : <Countdown key={retryInMs} ms={retryInMs} />}
        </p>
      )}
    </div>
  );
}

type Gap = "none" | "moving" | "lost";

function gapOf({ kind }: ConnectionState): Gap {
  if (kind === "open") return "none";
  return kind === "moving" ? "moving" : "lost";
}

function isGap(gap: Gap): boolean {
  return gap !== "none";
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
