import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Broadcaster, Grant, SoundFormat } from "../../../audio/capture/state";
import { createInsistence } from "../../../connection/insistence";

/** Some ten seconds. Who was not on the air yet can press once more, and shall not wait for a server that is full. */
const TRIES_TO_BEGIN = 13;

export interface Asking {
  readonly isRefused: boolean;
  /** Resolves false when the room refused it; an answer that got lost is asked for again. */
  ask(format: SoundFormat): Promise<boolean>;
  /** A new try begins: an old refusal is none of it. */
  forgive(): void;
}

/** Our place in the room. */
export interface InRoom {
  /** False while the connection is lost. */
  readonly isConnected: boolean;
  /** Another number after each join. Before a server goes away the next one is joined, and nothing was lost. */
  readonly joins: number;
}

/** Asks the room to let the sound out, and again after each join: then in a new epoch, as it goes to another upload. */
export function useGrant(
  broadcaster: Broadcaster,
  startBroadcast: (format: SoundFormat) => Promise<Grant>,
  { isConnected, joins }: InRoom,
): Asking {
  const [isRefused, setRefused] = useState(false);
  const format = useRef<SoundFormat | null>(null);
  const at = useRef({ isConnected, joins });

  const insistence = useMemo(
    () =>
      createInsistence({
        ask: () => (format.current === null ? Promise.reject(new Error("no sound")) : startBroadcast(format.current)),
        answered: broadcaster.granted,
        refused() {
          broadcaster.stop();
          setRefused(true);
        },
        triesMax: () => (broadcaster.state().phase === "interrupted" ? Number.POSITIVE_INFINITY : TRIES_TO_BEGIN),
        goesOn: () => at.current.isConnected && waitsForLeave(broadcaster),
      }),
    [broadcaster, startBroadcast],
  );
  useEffect(() => insistence.cease, [insistence]);

  useEffect(() => {
    const before = at.current;
    at.current = { isConnected, joins };
    const isElsewhere = joins !== before.joins;
    if (!isConnected || isElsewhere) broadcaster.interrupted();
    if (!isConnected) insistence.cease();
    const isBack = isConnected && (isElsewhere || !before.isConnected);
    if (isBack && waitsForLeave(broadcaster) && format.current !== null) void insistence.ask();
  }, [broadcaster, insistence, isConnected, joins]);

  return {
    isRefused,
    ask: useCallback(
      (wanted) => {
        format.current = wanted;
        return insistence.ask();
      },
      [insistence],
    ),
    forgive: useCallback(() => setRefused(false), []),
  };
}

function waitsForLeave(broadcaster: Broadcaster): boolean {
  const { phase } = broadcaster.state();
  return phase === "interrupted" || phase === "ready";
}
