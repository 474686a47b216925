import { useCallback, useEffect, useRef, useState } from "react";
import type { Broadcaster } from "../../../audio/capture/state";
import type { BroadcastEnd } from "../../../room/broadcast";
import type { KeptShare, Share } from "./keptShare";
import type { InRoom } from "./useGrant";

/** What the room says of the host's broadcast. */
export interface AirNews extends InRoom {
  /** The broadcast that is on, by the room's word. */
  readonly broadcastId: string | null;
  /** Why none is on any more. */
  readonly ended: BroadcastEnd["reason"] | null;
}

export interface LeftOnAir {
  /** What this tab shared before it was loaded again. */
  readonly before: Share | null;
  readonly isLeftOn: boolean;
  readonly isCutOff: boolean;
  /** Said and read, or begun anew. */
  dismiss(): void;
}

/** What a host finds who was on the air before this page was loaded, and what becomes of sound that the room ends. */
export function useLeftOn(broadcaster: Broadcaster, kept: KeptShare, news: AirNews): LeftOnAir {
  const { isConnected, joins, broadcastId, ended } = news;
  const [before] = useState(kept.read);
  const [leftOn, setLeftOn] = useState(broadcastId);
  const [wasCut, setCut] = useState(before !== null && broadcastId === null);
  /** The join in which it was seen to be on. */
  const onSince = useRef<number | null>(null);
  const { phase, muted, choice } = broadcaster.state();
  const isSilent = phase === "idle" || phase === "asking";

  // The room ended it while we were in: no sound came, or there is another host. What ended while we were away is begun anew.
  useEffect(() => {
    const wasOn = onSince.current === joins;
    onSince.current = isConnected && broadcastId !== null ? joins : null;
    if (!isConnected || broadcastId !== null) return;
    if (wasOn) {
      broadcaster.stop();
      setCut(ended === "host-lost");
    }
    if (broadcaster.state().phase === "idle") kept.forget();
  }, [broadcaster, kept, broadcastId, isConnected, joins, ended]);

  useEffect(() => {
    if (phase === "live" && choice !== null) kept.keep({ choice, muted });
  }, [kept, phase, muted, choice]);

  return {
    before,
    isLeftOn: leftOn !== null && leftOn === broadcastId && isSilent,
    isCutOff: isSilent && isConnected && broadcastId === null && (wasCut || leftOn !== null),
    dismiss: useCallback(() => {
      setLeftOn(null);
      setCut(false);
    }, []),
  };
}
