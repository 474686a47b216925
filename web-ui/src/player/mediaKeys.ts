import type { Timeline } from "../protocol/messages";
import type { RoomSession } from "../room/session";

const SKIP_S = 10;

/** The keys of keyboard, headset and lock screen: they ask the room, as the buttons on the page do, and never the element. */
export interface MediaKeys {
  show(timeline: Timeline, roomName: string): void;
  position(playing: boolean, positionS: number, durationS: number | null, rate: number): void;
  destroy(): void;
}

export function createMediaKeys(session: RoomSession, positionS: () => number): MediaKeys {
  const keys = "mediaSession" in navigator ? navigator.mediaSession : null;

  function order(command: () => Promise<void>): void {
    if (session.state().room?.canControl) {
      command().catch(() => undefined);
    }
  }

  const handlers = new Map<MediaSessionAction, MediaSessionActionHandler>([
    ["play", () => order(() => session.play())],
    ["pause", () => order(() => session.pause())],
    ["seekto", ({ seekTime }) => order(() => session.seek(seekTime ?? positionS()))],
    ["seekbackward", ({ seekOffset }) => order(() => session.seek(Math.max(0, positionS() - (seekOffset ?? SKIP_S))))],
    ["seekforward", ({ seekOffset }) => order(() => session.seek(positionS() + (seekOffset ?? SKIP_S)))],
  ]);
  for (const [action, handler] of handlers) {
    setHandler(keys, action, handler);
  }

  return {
    show(timeline, roomName) {
      if (keys !== null) {
        keys.metadata = new MediaMetadata({ title: timeline.title ?? roomName, artist: roomName, album: "tutti" });
      }
    },
    position(playing, atS, durationS, rate) {
      if (keys === null) {
        return;
      }
      keys.playbackState = playing ? "playing" : "paused";
      const known = durationS !== null && durationS > 0;
      // Browsers throw at a position past the end, and rounding puts us there.
      keys.setPositionState(
        known
          ? { duration: durationS, playbackRate: rate, position: Math.min(Math.max(0, atS), durationS) }
          : undefined,
      );
    },
    destroy() {
      for (const action of handlers.keys()) {
        setHandler(keys, action, null);
      }
      if (keys !== null) {
        keys.metadata = null;
        keys.playbackState = "none";
      }
    },
  };
}

function setHandler(
  keys: MediaSession | null,
  action: MediaSessionAction,
  handler: MediaSessionActionHandler | null,
): void {
  try {
    keys?.setActionHandler(action, handler);
  } catch {
    // An action this browser does not know.
  }
}
