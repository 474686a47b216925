import { useEffect, useSyncExternalStore } from "react";

/** Room enough for people and chat at once. A phone on its side has them beside the stage, but one at a time. */
const WIDE = "(width >= 60rem) and (height >= 32rem)";

export function useWide(): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(WIDE);
      query.addEventListener("change", listener);
      return () => query.removeEventListener("change", listener);
    },
    () => matchMedia(WIDE).matches,
  );
}

/** What is left above an on-screen keyboard, which some browsers lay over the page without a word to CSS. */
export function useVisibleHeight(): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (!viewport) return;
    const root = document.documentElement;
    const measure = () => {
      if (viewport.scale > 1.01) return;
      root.style.setProperty("--visible-height", `${viewport.height}px`);
    };
    measure();
    viewport.addEventListener("resize", measure);
    return () => {
      viewport.removeEventListener("resize", measure);
      root.style.removeProperty("--visible-height");
    };
  }, []);
}
