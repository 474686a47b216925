import { claimKeys, type DeviceKeys, type KeyHandlers } from "../audio/deviceKeys";
import type { Timeline } from "../protocol/messages";
import type { RoomSession } from "../room/session";

const SKIP_S = 10;

/** The keys of keyboard, headset and lock screen: they ask the room, as the buttons on the page do, and never the element. */
export interface MediaKeys {
  show(timeline: Timeline, roomName: string): void;
  position(playing: boolean, positionS: number, durationS: number | null, rate: number): void;
  /** Nothing is loaded: the keys are for whatever else sounds. */
  hide(): void;
}

export function createMediaKeys(session: RoomSession, positionS: () => number): MediaKeys {
  let keys: DeviceKeys | null = null;

  function order(command: () => Promise<void>): void {
    if (session.state().room?.canControl) {
      command().catch(() => undefined);
    }
  }

  const handlers: KeyHandlers = new Map<MediaSessionAction, MediaSessionActionHandler>([
    ["play", () => order(() => session.play())],
    ["pause", () => order(() => session.pause())],
    ["seekto", ({ seekTime }) => order(() => session.seek(seekTime ?? positionS()))],
    ["seekbackward", ({ seekOffset }) => order(() => session.seek(Math.max(0, positionS() - (seekOffset ?? SKIP_S))))],
    ["seekforward", ({ seekOffset }) => order(() => session.seek(positionS() + (seekOffset ?? SKIP_S)))],
  ]);

  return {
    show(timeline, roomName) {
      keys ??= claimKeys("film", handlers);
      keys.show({ title: timeline.title ?? roomName, artist: roomName, album: "tutti" });
    },
    position(playing, atS, durationS, rate) {
      keys?.state(playing ? "playing" : "paused");
      const known = durationS !== null && durationS > 0;
      // Browsers throw at a position past the end, and rounding puts us there.
      keys?.position(
        known
          ? { duration: durationS, playbackRate: rate, position: Math.min(Math.max(0, atS), durationS) }
          : undefined,
      );
    },
    hide() {
      keys?.release();
      keys = null;
    },
  };
}
