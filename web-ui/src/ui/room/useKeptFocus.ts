import { type RefObject, useEffect, useRef } from "react";

/**
 * Where a button is gone with what it was about, the focus stays in `place` rather than nowhere: the next Tab goes on from
 * there. `change` is what may have taken it away.
 */
export function useKeptFocus(place: RefObject<HTMLElement | null>, change: unknown): void {
  const last = useRef<Element | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the place itself may come with a change
  useEffect(() => {
    const around = place.current;
    if (around === null) return;
    const remember = (event: FocusEvent) => {
      last.current = event.target instanceof Element ? event.target : null;
    };
    // To nowhere it goes too when its element is being taken away.
    const forget = (event: FocusEvent) => {
      if (event.relatedTarget !== null) last.current = null;
    };
    around.addEventListener("focusin", remember);
    around.addEventListener("focusout", forget);
    return () => {
      around.removeEventListener("focusin", remember);
      around.removeEventListener("focusout", forget);
    };
  }, [place, change]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at after each change
  useEffect(() => {
    if (last.current === null || last.current.isConnected || document.activeElement !== document.body) return;
    last.current = null;
    place.current?.focus({ preventScroll: true });
  }, [place, change]);
}
