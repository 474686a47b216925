export type SeatStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Where this browser keeps what makes it the same person after a reload: one token for each room. */
export interface Seat {
  token(): string | null;
  keep(token: string, userId: string): void;
  forget(): void;
}

export function createSeat(roomId: string, given: string | null, storage: SeatStorage | null): Seat {
  const key = `tutti.room.${roomId}`;
  let token = given ?? read();

  function read(): string | null {
    const kept = attempt(() => storage?.getItem(key) ?? null) ?? null;
    const value: unknown = kept === null ? null : attempt(() => JSON.parse(kept));
    return typeof value === "object" && value !== null && "token" in value && typeof value.token === "string"
      ? value.token
      : null;
  }

  return {
    token: () => token,
    keep(fresh, userId) {
      token = fresh;
      attempt(() => storage?.setItem(key, JSON.stringify({ token: fresh, userId })));
    },
    forget() {
      token = null;
      attempt(() => storage?.removeItem(key));
    },
  };
}

/** The seat as this browser keeps it; the page asks without sitting down. */
export function browserSeat(roomId: string): Seat {
  return createSeat(roomId, null, browserStorage());
}

/** Storage may be full, or forbidden altogether; then the seat lasts as long as the page. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

export function browserStorage(): SeatStorage | null {
  return attempt(() => window.localStorage) ?? null;
}
