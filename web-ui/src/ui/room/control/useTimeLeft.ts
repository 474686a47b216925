import { useEffect, useState } from "react";
import { useSeat } from "../context";

const EACH_MS = 1000;

/** Whole seconds until the server's instant, counted down; null where there is none. */
export function useTimeLeft(untilServerTime: number | null): number | null {
  const { session } = useSeat();
  const [, setTick] = useState(0);

  useEffect(() => {
    if (untilServerTime === null) return;
    const timer = setInterval(() => setTick((tick) => tick + 1), EACH_MS);
    return () => clearInterval(timer);
  }, [untilServerTime]);

  return untilServerTime === null ? null : Math.max(0, Math.ceil((untilServerTime - session.serverNowMs()) / EACH_MS));
}
