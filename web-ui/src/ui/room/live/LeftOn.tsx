import { Play } from "lucide-react";
import type { CaptureChoice } from "../../../audio/capture/choice";
import { Button } from "../../kit/Button";
import { text } from "../../text";
import { useSecondsUntil } from "../../useSecondsUntil";
import styles from "./Panel.module.css";

export interface Grace {
  /** By the server's clock; null while the room has not noticed that nothing comes. */
  readonly endsAtMs: number | null;
  readonly serverNowMs: () => number;
}

interface LeftOnProps {
  choice: CaptureChoice | null;
  grace: Grace;
  busy: boolean;
  failure: string;
  onGoOn: () => void;
  onOther: () => void;
  onStop: () => void;
}

/** The room waits for sound that a page before this one sent: one click goes on with it. */
export function LeftOn({ choice, grace, busy, failure, onGoOn, onOther, onStop }: LeftOnProps) {
  const { share } = text;
  return (
    <>
      <div className={styles.head} role="status">
        <h2 className={styles.title} data-tone="working">
          <span className={styles.dot} />
          {share.leftOn}
        </h2>
        {choice !== null && <p className={styles.lead}>{share.was(choice.source, choice.preset)}</p>}
      </div>
      <p className={styles.failure} role="alert">
        {failure}
      </p>
      <div className={styles.actions}>
        <Button
          look="primary"
          large
          wide
          busy={busy}
          icon={<Play size={18} fill="currentColor" aria-hidden="true" />}
          onClick={onGoOn}
        >
          {busy ? share.asking : share.goOn}
        </Button>
        <TimeLeft grace={grace} />
        <div className={styles.ways}>
          <Button look="plain" aria-haspopup="dialog" onClick={onOther}>
            {share.other}
          </Button>
          <Button look="plain" onClick={onStop}>
            {share.stop}
          </Button>
        </div>
      </div>
    </>
  );
}

/** Read out once, as the seconds are not for ears. */
function TimeLeft({ grace: { endsAtMs, serverNowMs } }: { grace: Grace }) {
  const left = useSecondsUntil(endsAtMs, serverNowMs);
  return (
    <p className={styles.waits}>
      {left === null ? text.share.waiting : left > 0 ? text.share.waitingFor(left) : text.share.ending}
    </p>
  );
}
