import type { Stamp } from "./count";

/** Where a broadcast was, for the same page after a reload: its count has to go on. */
interface Kept extends Stamp {
  readonly broadcastId: string;
}

export type KeptStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const KEY = "tutti.broadcast";

export function keepPlace(storage: KeptStorage | null, kept: Kept): void {
  try {
    storage?.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Full or forbidden: then a reload begins a count of its own.
  }
}

export function forgetPlace(storage: KeptStorage | null): void {
  try {
    storage?.removeItem(KEY);
  } catch {
    // Nothing was kept then.
  }
}

export function keptPlace(storage: KeptStorage | null, broadcastId: string): Stamp | null {
  try {
    const kept: unknown = JSON.parse(storage?.getItem(KEY) ?? "null");
    return isKept(kept) && kept.broadcastId === broadcastId ? { seq: kept.seq, ptsUs: kept.ptsUs } : null;
  } catch {
    return null;
  }
}

function isKept(value: unknown): value is Kept {
  const kept = value as Partial<Kept> | null;
  return typeof kept?.broadcastId === "string" && Number.isInteger(kept.seq) && Number.isFinite(kept.ptsUs);
}
