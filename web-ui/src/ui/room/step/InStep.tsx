import { Popover } from "../../kit/Popover";
import { text } from "../../text";
import { usePlayer, useSession } from "../context";
import styles from "./InStep.module.css";
import { InStepPanel } from "./InStepPanel";
import { stepSummary } from "./summary";

/** Being in step is the product: always in sight, quiet, and behind it the figures. */
export function InStep() {
  const state = useSession((all) => all);
  const player = usePlayer((all) => all);
  const { tone, words } = stepSummary(state, player);
  return (
    <>
      <Popover
        label={text.step.panel}
        trigger={(trigger) => (
          <button type="button" className={styles.badge} data-tone={tone} {...trigger}>
            <span className={styles.dot} />
            <span className={`${styles.words} tabular`}>{words}</span>
          </button>
        )}
      >
        {() => <InStepPanel />}
      </Popover>
      <span className="unseen" role="status">
        {tone === "working" ? words : ""}
      </span>
    </>
  );
}
