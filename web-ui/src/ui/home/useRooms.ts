import { useCallback, useEffect, useRef, useState } from "react";
import { type ListedRoom, listRooms } from "../http/rooms";

const REFRESH_MS = 10_000;

interface Rooms {
  rooms: readonly ListedRoom[];
  phase: "loading" | "ready" | "failed";
  hasMore: boolean;
  loadMore: () => void;
  retry: () => void;
}

interface Shown {
  pages: (readonly ListedRoom[])[];
  next: string | null;
}

const NOTHING: Shown = { pages: [], next: null };

/** The list as it stands, asked for again while somebody looks: all the pages shown so far, so that none jumps. */
export function useRooms(): Rooms {
  const [shown, setShown] = useState<Shown>(NOTHING);
  const [phase, setPhase] = useState<Rooms["phase"]>("loading");
  const wanted = useRef(1);
  const running = useRef(0);

  const load = useCallback(async (quiet: boolean) => {
    const run = ++running.current;
    if (!quiet) setPhase("loading");
    try {
      const fresh = await pagesUpTo(wanted.current);
      if (run !== running.current) return;
      setShown(fresh);
      setPhase("ready");
    } catch {
      if (run === running.current) setPhase("failed");
    }
  }, []);

  useEffect(() => {
    const refresh = () => {
      if (document.visibilityState === "visible") void load(true);
    };
    void load(false);
    const timer = setInterval(refresh, REFRESH_MS);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      running.current++;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [load]);

  return {
    rooms: onceEach(shown.pages.flat()),
    phase,
    hasMore: shown.next !== null,
    loadMore: () => {
      wanted.current++;
      void load(false);
    },
    retry: () => void load(false),
  };
}

async function pagesUpTo(wanted: number): Promise<Shown> {
  let { pages, next } = NOTHING;
  for (let page = 0; page < wanted && (page === 0 || next !== null); page++) {
    const answer = await listRooms(next);
    pages = [...pages, answer.rooms];
    next = answer.next;
  }
  return { pages, next };
}

/** A room may move between two pages while they are asked for. */
function onceEach(rooms: readonly ListedRoom[]): ListedRoom[] {
  return [...new Map(rooms.map((room) => [room.roomId, room])).values()];
}
