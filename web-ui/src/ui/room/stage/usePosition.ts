import { useMemo } from "react";
import { targetSeconds } from "../../../room/timeline";
import { useSeat } from "../context";

/** Where the room is, for orders that start from there. */
export function usePosition() {
  const { session, player } = useSeat();
  return useMemo(() => {
    const duration = () => session.state().room?.timeline?.duration ?? player?.state().durationS ?? null;
    return {
      now: () => {
        const timeline = session.state().room?.timeline;
        return timeline ? targetSeconds(timeline, session.serverNowMs()) : 0;
      },
      bounded: (seconds: number) => Math.max(0, Math.min(seconds, duration() ?? Number.MAX_SAFE_INTEGER)),
    };
  }, [session, player]);
}
