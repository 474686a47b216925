import type { CaptureChoice } from "../../../audio/capture/choice";
import type { KeptStorage } from "../../../audio/capture/kept";
import { isRecord } from "../../http/shape";

/** What this tab shares in a room. */
export interface Share {
  readonly choice: CaptureChoice;
  readonly muted: boolean;
}

/** Told to the same tab after a reload: from the room alone it would not know what it sent, nor that it sent anything. */
export interface KeptShare {
  read(): Share | null;
  keep(share: Share): void;
  forget(): void;
}

export function createKeptShare(roomId: string, storage: KeptStorage | null = tabStorage()): KeptShare {
  const key = `tutti.share.${roomId}`;
  return {
    read: () => attempt(() => shareOf(JSON.parse(storage?.getItem(key) ?? "null"))) ?? null,
    keep(share) {
      attempt(() => storage?.setItem(key, JSON.stringify(share)));
    },
    forget() {
      attempt(() => storage?.removeItem(key));
    },
  };
}

function shareOf(kept: unknown): Share | null {
  if (!isRecord(kept) || !isRecord(kept.choice)) return null;
  const { source, preset } = kept.choice;
  if (source !== "tab" && source !== "microphone") return null;
  if (preset !== "music" && preset !== "talk") return null;
  return { choice: { source, preset }, muted: kept.muted === true };
}

function tabStorage(): KeptStorage | null {
  return attempt(() => window.sessionStorage) ?? null;
}

/** Storage may be full, or forbidden altogether; then a reload asks what to share as at the beginning. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
