import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from "react";

const AT_END_PX = 64;
const AT_START_PX = 120;

interface LogScroll {
  log: RefObject<HTMLDivElement | null>;
  atEnd: boolean;
  toEnd: () => void;
  onScroll: () => void;
}

/**
 * A log stays at its newest line while one is there, stays where it is while one reads back, and does not jump when
 * older lines come in above.
 */
export function useLogScroll(firstKey: string | null, shown: unknown, onStart: () => void): LogScroll {
  const log = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const held = useRef({ firstKey, height: 0, within: 0, atEnd: true });

  const toEnd = useCallback(() => {
    const box = log.current;
    if (!box) return;
    box.scrollTop = box.scrollHeight;
    held.current = { ...held.current, height: box.scrollHeight, within: box.clientHeight };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is shown anew may have moved the end
  useLayoutEffect(() => {
    const box = log.current;
    if (!box) return;
    const grownAbove = held.current.firstKey !== firstKey && held.current.firstKey !== null;
    if (held.current.atEnd) toEnd();
    else if (grownAbove) box.scrollTop += box.scrollHeight - held.current.height;
    held.current = { ...held.current, firstKey, height: box.scrollHeight };
  }, [firstKey, shown, toEnd]);

  // A keyboard that comes up, a tab that opens: the end stays in sight.
  useLayoutEffect(() => {
    const box = log.current;
    if (!box) return;
    const observer = new ResizeObserver(() => {
      if (held.current.atEnd) toEnd();
    });
    observer.observe(box);
    return () => observer.disconnect();
  }, [toEnd]);

  const onScroll = () => {
    const box = log.current;
    if (!box) return;
    const resized = box.scrollHeight !== held.current.height || box.clientHeight !== held.current.within;
    // Nobody scrolled: the box has another size and is not yet back at its end.
    if (held.current.atEnd && resized) return toEnd();
    const end = box.scrollHeight - box.scrollTop - box.clientHeight < AT_END_PX;
    held.current.atEnd = end;
    setAtEnd(end);
    if (box.scrollTop < AT_START_PX && !end) onStart();
  };
  return { log, atEnd, toEnd, onScroll };
}
