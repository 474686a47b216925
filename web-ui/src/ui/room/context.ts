import { createContext, useCallback, useContext, useSyncExternalStore } from "react";
import type { Player, PlayerState } from "../../player/state";
import type { RoomSession, SessionState } from "../../room/session";
import type { RoomState } from "../../room/state";

export interface Seat {
  session: RoomSession;
  player: Player | null;
  /** The player could not be loaded, and nothing plays here until the page is. */
  missing: boolean;
}

const SeatContext = createContext<Seat | null>(null);

export const SeatProvider = SeatContext.Provider;

export function useSeat(): Seat {
  const seat = useContext(SeatContext);
  if (!seat) throw new Error("there is a seat only inside a room");
  return seat;
}

/** `select` picks what is a primitive or stays the same object while nothing changed. */
export function useSession<T>(select: (state: SessionState) => T): T {
  const { session } = useSeat();
  return useSyncExternalStore(session.subscribe, () => select(session.state()));
}

/** Inside the room's view there always is a room: the page shows it only then. */
export function useRoom<T>(select: (room: RoomState) => T): T {
  return useSession(({ room }) => {
    if (!room) throw new Error("the room is not there yet");
    return select(room);
  });
}

export const NO_PLAYER: PlayerState = {
  phase: "loading",
  error: null,
  positionS: 0,
  durationS: null,
  bufferedToS: 0,
  driftMs: null,
  inStep: "unknown",
  rate: 1,
  volume: 1,
  muted: false,
  levels: [],
  level: -1,
  subtitles: [],
  subtitle: -1,
  hardSeeks: 0,
  underruns: 0,
  driftHistory: [],
};

export function usePlayer<T>(select: (state: PlayerState) => T): T {
  const { player } = useSeat();
  const subscribe = useCallback((listener: () => void) => player?.subscribe(listener) ?? (() => {}), [player]);
  return useSyncExternalStore(subscribe, () => select(player?.state() ?? NO_PLAYER));
}
