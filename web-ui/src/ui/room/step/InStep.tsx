import { Popover } from "../../kit/Popover";
import { text } from "../../text";
import { usePlayer, useSession } from "../context";
import { useSteady } from "../useSteady";
import styles from "./InStep.module.css";
import { InStepPanel } from "./InStepPanel";
import { type StepSummary, stepSummary } from "./summary";

/** Being in step is the product: always in sight, quiet, and behind it the figures. */
export function InStep() {
  const state = useSession((all) => all);
  const player = usePlayer((all) => all);
  const { tone, words } = useSteady(stepSummary(state, player), { isGap, isSame });
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

function isGap({ tone }: StepSummary): boolean {
  return tone === "working";
}

function isSame(one: StepSummary, other: StepSummary): boolean {
  return one.tone === other.tone && one.words === other.words;
}
