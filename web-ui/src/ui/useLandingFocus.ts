import { type RefObject, useEffect } from "react";
import { hasNavigated } from "./router";

/** After a move within the app the focus stood on something that is gone: it lands on the new page's content. */
export function useLandingFocus(content: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (hasNavigated() && lost) content.current?.focus({ preventScroll: true });
  }, [content]);
}
