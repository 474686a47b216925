import { isRecord } from "./http/shape";

/** What this browser remembers. A browser that keeps nothing (private windows, blocked storage) still works. */
export function keptText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keepText(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing is kept then.
  }
}

const NAME_KEY = "tutti.name";

export function keptName(): string | null {
  return keptText(NAME_KEY);
}

export function keepName(name: string): void {
  keepText(NAME_KEY, name);
}

function seatKey(roomId: string): string {
  return `tutti.room.${roomId}`;
}

export interface Seat {
  token: string;
  userId: string;
}

export function keptSeat(roomId: string): Seat | null {
  try {
    const kept: unknown = JSON.parse(keptText(seatKey(roomId)) ?? "null");
    if (!isRecord(kept) || typeof kept.token !== "string" || typeof kept.userId !== "string") return null;
    return { token: kept.token, userId: kept.userId };
  } catch {
    return null;
  }
}

/** The host's token, as the room handed it out; whoever joins with it comes back as the same person. */
export function keepSeat(roomId: string, seat: Seat): void {
  keepText(seatKey(roomId), JSON.stringify(seat));
}

export function giveUpSeat(roomId: string): void {
  keepText(seatKey(roomId), null);
}

const VOLUME_KEY = "tutti.volume";

/** How loud it was the last time, 0 to 1. Whether it was muted is not kept: nobody wants to look for lost sound. */
export function keptVolume(): number | null {
  const kept = Number.parseFloat(keptText(VOLUME_KEY) ?? "");
  return kept > 0 && kept <= 1 ? kept : null;
}

export function keepVolume(volume: number): void {
  keepText(VOLUME_KEY, volume > 0 ? String(volume) : null);
}
