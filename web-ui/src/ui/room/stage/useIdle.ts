import { type RefObject, useEffect, useState } from "react";

const IDLE_AFTER_MS = 2_600;

/** True when nobody has touched the stage for a moment while it plays: controls step back, the picture stays. */
export function useIdle(stage: RefObject<HTMLElement | null>, playing: boolean): boolean {
  const [idle, setIdle] = useState(false);

  useEffect(() => {
    const watched = stage.current;
    setIdle(false);
    if (!playing || !watched) return;
    let timer: ReturnType<typeof setTimeout>;
    const wake = () => {
      clearTimeout(timer);
      setIdle(false);
      timer = setTimeout(() => setIdle(true), IDLE_AFTER_MS);
    };
    const leave = (event: PointerEvent) => {
      if (event.pointerType !== "mouse") return;
      clearTimeout(timer);
      setIdle(true);
    };
    wake();
    const signs = ["pointermove", "pointerdown", "keydown", "focusin"] as const;
    for (const sign of signs) watched.addEventListener(sign, wake);
    watched.addEventListener("pointerleave", leave);
    return () => {
      clearTimeout(timer);
      for (const sign of signs) watched.removeEventListener(sign, wake);
      watched.removeEventListener("pointerleave", leave);
    };
  }, [stage, playing]);

  return idle;
}
