import { useEffect, useState } from "react";
import { type Heard, OVER } from "./GuestPanel";

/** As long as it takes to be read, and looked up at. */
const SAID_FOR_MS = 4_000;

/** Whoever read that the host was away reads that they are back, once they are heard. */
export function useHostBack(heard: Heard): Heard {
  const [wasAway, setWasAway] = useState(false);
  const isHeard = heard === "playing" || heard === "relaxed";
  if (heard === "host-away" && !wasAway) setWasAway(true);
  if (OVER.has(heard) && wasAway) setWasAway(false);

  useEffect(() => {
    if (!wasAway || !isHeard) return;
    const timer = setTimeout(() => setWasAway(false), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [wasAway, isHeard]);

  return wasAway && isHeard ? "host-back" : heard;
}
