import { useCallback, useEffect, useRef, useState } from "react";
import type { Broadcaster, Grant, SoundFormat } from "../../../audio/capture/state";

export interface Asking {
  readonly isRefused: boolean;
  /** Resolves false when the room refused it; an answer that got lost is asked for again. */
  ask(format: SoundFormat): Promise<boolean>;
  /** A new try begins: an old refusal is none of it. */
  forgive(): void;
}

/** Asks the room to let the sound out, and again whenever the connection is back: then in a new epoch. */
export function useGrant(
  broadcaster: Broadcaster,
  startBroadcast: (format: SoundFormat) => Promise<Grant>,
  isConnected: boolean,
): Asking {
  const [isRefused, setRefused] = useState(false);
  const format = useRef<SoundFormat | null>(null);
  const connected = useRef(isConnected);
  const asked = useRef(0);

  const askAgain = useCallback(async () => {
    if (format.current === null) return false;
    asked.current += 1;
    const mine = asked.current;
    try {
      const grant = await startBroadcast(format.current);
      // An older answer that comes late holds an epoch that is over.
      if (mine === asked.current) broadcaster.granted(grant);
      return true;
    } catch {
      // Lost on the way: it is asked again as soon as there is a connection. Refused: there is nothing to wait for.
      const isFinal = mine === asked.current && connected.current;
      if (isFinal) {
        broadcaster.stop();
        setRefused(true);
      }
      return !isFinal;
    }
  }, [broadcaster, startBroadcast]);

  useEffect(() => {
    const wasConnected = connected.current;
    connected.current = isConnected;
    const { phase } = broadcaster.state();
    if (!isConnected) broadcaster.interrupted();
    else if (!wasConnected && (phase === "interrupted" || phase === "ready")) void askAgain();
  }, [broadcaster, isConnected, askAgain]);

  return {
    isRefused,
    ask: useCallback(
      (wanted) => {
        format.current = wanted;
        return askAgain();
      },
      [askAgain],
    ),
    forgive: useCallback(() => setRefused(false), []),
  };
}
