import { useEffect, useState } from "react";
import type { PlayerOptions } from "../../player/player";
import type { Player } from "../../player/state";
import type { RoomSession } from "../../room/session";
import { restoreSound } from "./stage/sound";

export interface Played {
  player: Player | null;
  /** It could not be loaded: it will not come by itself. */
  missing: boolean;
}

const NOT_YET: Played = { player: null, missing: false };

/** hls.js and all that keeps in step are loaded while the room is being entered. */
export function usePlayerFor(session: RoomSession, element: PlayerOptions["element"], wanted: boolean): Played {
  const [played, setPlayed] = useState(NOT_YET);

  useEffect(() => {
    if (!wanted) return;
    let made: Player | null = null;
    let gone = false;
    const make = async () => {
      const { createPlayer } = await import("../../player/player");
      if (gone) return;
      made = createPlayer({ session, element });
      restoreSound(made);
      setPlayed({ player: made, missing: false });
    };
    make().catch(() => {
      if (!gone) setPlayed({ player: null, missing: true });
    });
    return () => {
      gone = true;
      made?.destroy();
      setPlayed(NOT_YET);
    };
  }, [session, element, wanted]);

  return played;
}
