import type { ReactNode } from "react";
import { isOfSound } from "../../../room/sound";
import { millis, seconds, times } from "../../format/numbers";
import { text } from "../../text";
import { usePlayer, useRoom, useSeat, useSession } from "../context";
import styles from "./InStepPanel.module.css";
import { Sparkline } from "./Sparkline";

export function InStepPanel() {
  return useRoom(isOfSound) ? <SoundStep /> : <MediaStep />;
}

/** How near live sound is heard to the others is measured where it is played, and stands there. */
function SoundStep() {
  const { step } = text;
  return (
    <div className={styles.panel}>
      <div>
        <h2 className={styles.title}>{step.panel}</h2>
        <p className={styles.about}>{step.aboutSound}</p>
      </div>
      <dl className={`${styles.figures} tabular`}>
        <ClockFigures />
      </dl>
    </div>
  );
}

function MediaStep() {
  const player = usePlayer((state) => state);
  const { step } = text;
  const ahead = Math.max(0, player.bufferedToS - player.positionS);
  const level = player.levels.find(({ id }) => id === player.level)?.label ?? step.auto;
  return (
    <div className={styles.panel}>
      <div>
        <h2 className={styles.title}>{step.panel}</h2>
        <p className={styles.about}>{step.about}</p>
      </div>
      <Sparkline samples={player.driftHistory} />
      <dl className={`${styles.figures} tabular`}>
        <Figure name={step.driftNow}>{player.driftMs === null ? step.unknown : millis(player.driftMs)}</Figure>
        <ClockFigures />
        <Figure name={step.buffer}>{seconds(ahead)}</Figure>
        <Figure name={step.speed}>{times(player.rate)}</Figure>
        <Figure name={step.seeks}>{player.hardSeeks}</Figure>
        {player.levels.length > 0 && <Figure name={step.quality}>{level}</Figure>}
      </dl>
    </div>
  );
}

function ClockFigures() {
  const { session } = useSeat();
  const clock = useSession((state) => state.clock);
  const { step } = text;
  return (
    <>
      <Figure name={step.roundTrip}>{clock ? millis(clock.rttMs) : step.unknown}</Figure>
      <Figure name={step.offset}>{clock ? millis(Date.now() - session.serverNowMs()) : step.unknown}</Figure>
      <Figure name={step.clockError}>{clock ? `± ${millis(Math.max(1, clock.errorMs))}` : step.unknown}</Figure>
    </>
  );
}

function Figure({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.figure}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
