import { type PointerEvent, useEffect, useRef, useState } from "react";
import { mediaTime, spokenTime } from "../../format/time";
import { text } from "../../text";
import { useRoom } from "../context";
import { useOrders } from "../useOrder";
import styles from "./SeekBar.module.css";
import { SeekPreview } from "./SeekPreview";
import { secondsAt } from "./seekPlace";
import { useShownTime } from "./useShownTime";

/** The room answers a seek a little later; until then the bar stays where it was put. */
const ANSWER_WITHIN_MS = 2_000;
const ARRIVED_WITHIN_S = 1.5;

export function SeekBar() {
  const canControl = useRoom((room) => room.canControl);
  const { positionS, durationS, bufferedToS } = useShownTime();
  const { wantedS, drag, commit, giveUp } = useWanted(positionS);
  const [hoverS, setHoverS] = useState<number | null>(null);
  const dragging = useRef(false);
  const length = durationS ?? 0;
  const live = canControl && length > 0;
  const shownS = Math.min(wantedS ?? positionS, length);
  const share = (seconds: number) => (length > 0 ? Math.max(0, Math.min(1, seconds / length)) : 0);

  const under = (event: PointerEvent<HTMLDivElement>) =>
    secondsAt(event.clientX, event.currentTarget.getBoundingClientRect(), length);
  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    const seconds = under(event);
    if (!live || event.button !== 0 || seconds === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    dragging.current = true;
    drag(seconds);
  };
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const seconds = under(event);
    setHoverS(seconds);
    if (dragging.current && seconds !== null) drag(seconds);
  };
  const onUp = (event: PointerEvent<HTMLDivElement>) => {
    const seconds = under(event);
    if (dragging.current && seconds !== null) commit(seconds);
    dragging.current = false;
  };
  const onCancel = () => {
    if (dragging.current) giveUp();
    dragging.current = false;
  };
  return (
    <div
      className={styles.bar}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={onCancel}
      onPointerLeave={() => setHoverS(null)}
      data-live={live || undefined}
      data-own-arrows=""
    >
      <div className={styles.track} data-live={canControl || undefined}>
        <span className={styles.buffered} style={{ transform: `scaleX(${share(bufferedToS)})` }} />
        <span className={styles.played} style={{ transform: `scaleX(${share(shownS)})` }} />
      </div>
      {live ? (
        <SeekInput shownS={shownS} durationS={length} onDrag={drag} onCommit={commit} />
      ) : (
        <div
          className={styles.readout}
          role="progressbar"
          aria-label={text.stage.seek}
          aria-valuemin={0}
          aria-valuemax={Math.round(length)}
          aria-valuenow={Math.round(shownS)}
          aria-valuetext={text.stage.position(spokenTime(shownS), spokenTime(length))}
        />
      )}
      <span
        className={styles.knob}
        data-live={canControl || undefined}
        style={{ insetInlineStart: `${share(shownS) * 100}%` }}
      />
      {hoverS !== null && <SeekPreview share={share(hoverS)} seconds={hoverS} label={mediaTime(hoverS)} />}
    </div>
  );
}

interface SeekInputProps {
  shownS: number;
  durationS: number;
  onDrag: (seconds: number) => void;
  onCommit: (seconds: number) => void;
}

/**
 * The browser's own slider, unseen, for keyboard and screen readers, which know it already. Pointers go to the bar: where
 * a slider puts its value allows for a thumb that differs from browser to browser.
 */
function SeekInput({ shownS, durationS, onDrag, onCommit }: SeekInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const newest = useRef(onCommit);
  newest.current = onCommit;

  // React calls every movement a change; the browser's own `change` comes once, when the slider is let go.
  useEffect(() => {
    const slider = input.current;
    if (!slider) return;
    const letGo = () => newest.current(slider.valueAsNumber);
    slider.addEventListener("change", letGo);
    return () => slider.removeEventListener("change", letGo);
  }, []);

  return (
    <input
      ref={input}
      className={styles.input}
      type="range"
      min={0}
      max={durationS}
      step={0.1}
      value={shownS}
      aria-label={text.stage.seek}
      aria-valuetext={text.stage.position(spokenTime(shownS), spokenTime(durationS))}
      onChange={(event) => onDrag(event.target.valueAsNumber)}
      onKeyDown={(event) => {
        const by =
          event.key === "ArrowLeft" || event.key === "ArrowDown"
            ? -5
            : event.key === "ArrowRight" || event.key === "ArrowUp"
              ? 5
              : 0;
        if (by === 0) return;
        event.preventDefault();
        onCommit(Math.max(0, Math.min(durationS, shownS + by)));
      }}
    />
  );
}

function useWanted(positionS: number) {
  const orders = useOrders();
  const [wantedS, setWantedS] = useState<number | null>(null);
  const [sentAtMs, setSentAtMs] = useState<number | null>(null);
  const arrived = sentAtMs !== null && wantedS !== null && Math.abs(positionS - wantedS) < ARRIVED_WITHIN_S;

  useEffect(() => {
    if (sentAtMs === null) return;
    const done = () => {
      setWantedS(null);
      setSentAtMs(null);
    };
    const timer = setTimeout(done, arrived ? 0 : ANSWER_WITHIN_MS);
    return () => clearTimeout(timer);
  }, [sentAtMs, arrived]);

  return {
    wantedS,
    giveUp: () => setWantedS(null),
    drag: (seconds: number) => {
      setWantedS(seconds);
      setSentAtMs(null);
    },
    commit: (seconds: number) => {
      setWantedS(seconds);
      setSentAtMs(performance.now());
      void orders.seek(seconds);
    },
  };
}
