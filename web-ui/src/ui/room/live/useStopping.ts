import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { createInsistence } from "../../../connection/insistence";
import type { InRoom } from "./useGrant";

export interface Stopping {
  /** Said, and by all that is known heard, though the room has not ended it yet. */
  readonly isStopping: boolean;
  stop(): void;
  /** It goes on after all. */
  relent(): void;
}

interface Stop {
  /** What was on when it was said; null where the room had not told of it yet. */
  readonly broadcastId: string | null;
}

/** Says that it is over until the room has heard it: a word that got lost would leave the room live, with nobody to end it. */
export function useStopping(
  stopBroadcast: () => Promise<unknown>,
  { isConnected, joins, broadcastId }: InRoom & { readonly broadcastId: string | null },
): Stopping {
  const [said, setSaid] = useState<Stop | null>(null);
  const [isUnheard, setUnheard] = useState(false);
  const stands = said !== null && broadcastId !== null && (said.broadcastId ?? broadcastId) === broadcastId;
  const now = useRef({ isConnected, broadcastId, isWanted: false });
  now.current = { isConnected, broadcastId, isWanted: stands || said?.broadcastId === null };

  const insistence = useMemo(
    () =>
      createInsistence({
        ask: stopBroadcast,
        // Heard after the start it was said of, which had no name yet: it is not for whatever comes next.
        answered: () => setSaid((stop) => (stop?.broadcastId === null ? null : stop)),
        refused: () => setUnheard(true),
        lost: () => setUnheard(true),
        goesOn: () => now.current.isConnected && now.current.isWanted,
      }),
    [stopBroadcast],
  );
  useEffect(() => insistence.cease, [insistence]);

  const joined = useRef(joins);
  useEffect(() => {
    if (!isConnected || joins === joined.current) return;
    joined.current = joins;
    if (stands) void insistence.ask();
  }, [insistence, isConnected, joins, stands]);

  return {
    isStopping: stands && !isUnheard,
    stop: useCallback(() => {
      setSaid({ broadcastId: now.current.broadcastId });
      setUnheard(false);
      void insistence.ask();
    }, [insistence]),
    relent: useCallback(() => {
      setSaid(null);
      insistence.cease();
    }, [insistence]),
  };
}
