import { createListener, type Listener } from "../../src/audio/playback/listener";
import { type Broadcast, broadcast, type Reception, type Way } from "./broadcast";
import { createEar, type Ear } from "./ear";

/** Far from the page's own clock, as the room's is. */
const ROOM_AHEAD_MS = 1_795_000_000_000;

/** Two guests in one page, and a host who plays noise. What the test asks for goes through `window.listening`. */
interface Guest {
  readonly listener: Listener;
  readonly ear: Ear;
  reception: Reception | null;
  startedMs: number;
}

const roomNowMs = () => performance.now() + ROOM_AHEAD_MS;
const pageMs = (roomMs: number) => roomMs - ROOM_AHEAD_MS;

let sent: Broadcast | null = null;
const guests: Guest[] = [0, 1].map(() => {
  const ear = createEar();
  return { ear, listener: createListener({ serverNowMs: roomNowMs, route: ear.route }), reception: null, startedMs: 0 };
});

const listening = {
  isolated: () => globalThis.crossOriginIsolated,
  /** The next listener to start believes that memory cannot be shared. */
  withoutSharedMemory() {
    Object.defineProperty(globalThis, "crossOriginIsolated", { value: false });
  },
  async broadcast(seconds: number, tiers: readonly number[]) {
    sent = await broadcast({ seconds, tiers, playoutDelayMs: 400, roomNowMs });
  },
  /** On the next click on the guest's button: joins, hears. */
  joinOnClick(index: number, way: Way) {
    document.querySelector(`[data-listener="${index}"]`)?.addEventListener("click", () => {
      const guest = guests[index];
      if (guest && sent) {
        guest.startedMs = performance.now();
        guest.listener.start();
        guest.reception = sent.listen((frame) => guest.listener.feed(frame), way);
      }
    });
  },
  switchTo(index: number, tier: number) {
    guests[index]?.reception?.switchTo(tier);
  },
  setOffset(index: number, ms: number) {
    guests[index]?.listener.setOffset(ms);
  },
  state: (index: number) => guests[index]?.listener.state().kind,
  health: (index: number) => guests[index]?.listener.health(),
  heardS: (index: number) => guests[index]?.ear.heardS() ?? 0,
  heard(index: number) {
    const guest = guests[index];
    if (!guest || !sent) return null;
    const firstMs = guest.ear.firstSoundMs();
    const endMs = pageMs(sent.startMs + sent.playoutDelayMs) + (sent.source.length / 48_000) * 1_000;
    return {
      firstSoundAfterMs: firstMs === null ? null : firstMs - guest.startedMs,
      silentShare: guest.ear.silentShare(endMs - 100),
      windows: guest.ear.compare(sent, pageMs),
    };
  },
};

export type Listening = typeof listening;

Object.assign(globalThis, { listening });
