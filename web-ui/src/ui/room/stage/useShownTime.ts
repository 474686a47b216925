import { usePlayer, useRoom } from "../context";

/** What the clock of the stage says: this browser's own position, for that is what one sees. */
export function useShownTime(): { positionS: number; durationS: number | null; bufferedToS: number } {
  const positionS = usePlayer((player) => player.positionS);
  const bufferedToS = usePlayer((player) => player.bufferedToS);
  const playerDurationS = usePlayer((player) => player.durationS);
  const roomDurationS = useRoom((room) => room.timeline?.duration ?? null);
  return { positionS, bufferedToS, durationS: roomDurationS ?? playerDurationS };
}
