import type { Bye, ClientMessage, Joined, JoinMessage, ServerMessage } from "../protocol/messages";
import type { ClockSample } from "./clock";
import { isPassing } from "./requests";
import { retryDelayMs } from "./retry";
import type { ConnectionState } from "./state";
import { createWire, type RawSocket, type Wire, type WireEnd } from "./wire";

/** A connection that held this long was a good one: the next loss starts counting from the beginning. */
const GOOD_AFTER_MS = 10_000;
/** A busy server may still let in a wire that we gave up so long ago, and then takes that one for the later of the two. */
const STRAY_FOR_MS = 20_000;

export interface SocketEvents {
  state(state: ConnectionState): void;
  /** In the room, or in it again: everything known before is out of date. */
  joined(message: Joined): void;
  message(message: ServerMessage): void;
  /** A frame of live sound, not looked into. */
  sound(frame: ArrayBuffer): void;
  sample(sample: ClockSample): void;
  /** Whoever waits for an answer waits in vain. */
  lost(): void;
  /** The token is not taken any more; true if it is worth trying without. */
  tokenRefused(): boolean;
}

export interface SocketOptions {
  readonly connect: () => RawSocket;
  readonly join: () => JoinMessage & { readonly id: string };
  readonly now: () => number;
  readonly random: () => number;
  readonly events: SocketEvents;
}

/** A connection that comes back by itself. Before a node goes away, the next wire is joined while this one still works. */
export interface RoomSocket {
  send(message: ClientMessage): boolean;
  /** False when there is nobody to hear it: sound is not kept for later. */
  sendBinary(frame: ArrayBuffer): boolean;
  /** Bytes that were sent and are still here. */
  bufferedAmount(): number;
  /** The network is back or the page is looked at: no time for patience. */
  wake(): void;
  close(code: string, reason: string): void;
}

export function createRoomSocket({ connect, join, now, random, events }: SocketOptions): RoomSocket {
  let current: Wire | null = null;
  let coming: Wire | null = null;
  let attempt = 0;
  let joinedAtMs = 0;
  /** When a wire was last given up that had no answer yet. */
  let strayedAtMs = Number.NEGATIVE_INFINITY;
  let ended = false;
  /** The server said that it is going; until the next wire is joined or fails, a gap is no trouble. */
  let moving = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function dial(): void {
    clearTimeout(timer);
    timer = undefined;
    if (current === null && !moving) {
      events.state({ kind: "connecting", attempt });
    }
    const wire: Wire = createWire({
      connect,
      join,
      now,
      events: {
        joined: (message) => onJoined(wire, message),
        message: (message) => whenHeard(wire, () => events.message(message)),
        sound: (frame) => whenHeard(wire, () => events.sound(frame)),
        sample: (sample) => whenHeard(wire, () => events.sample(sample)),
        draining: (bye) => whenHeard(wire, () => onDraining(bye)),
        ended: (end) => onEnded(wire, end),
      },
    });
    coming = wire;
  }

  function whenHeard(wire: Wire, act: () => void): void {
    if (wire === current && !ended) {
      act();
    }
  }

  function onJoined(wire: Wire, message: Joined): void {
    if (wire !== coming || ended) {
      return;
    }
    const old = current;
    current = wire;
    coming = null;
    moving = false;
    joinedAtMs = now();
    if (old !== null) {
      // What was asked on the old wire is answered by nobody now, though we never were away.
      old.close();
      events.lost();
    }
    events.state({ kind: "open" });
    events.joined(message);
  }

  function onDraining(bye: Bye): void {
    moving = true;
    if (coming === null && timer === undefined) {
      timer = setTimeout(dial, bye.retryAfterMs ?? 0);
    }
  }

  function onEnded(wire: Wire, end: WireEnd): void {
    if (ended || (wire !== current && wire !== coming)) {
      return;
    }
    const wasCurrent = wire === current;
    if (wasCurrent) {
      current = null;
      events.lost();
    } else {
      coming = null;
      strayedAtMs = end.kind === "lost" ? now() : strayedAtMs;
    }
    // While another wire is on its way or still works, the end of this one is no news: `replaced` is then our own doing.
    if (wasCurrent ? coming !== null : current !== null) {
      onHalfEnded(wasCurrent);
      return;
    }
    const word = finalWord(end);
    if (word !== null) {
      finish(word.code, word.reason);
    } else if (isMove(end)) {
      events.state({ kind: "moving" });
    } else {
      comeBack(end);
    }
  }

  function onHalfEnded(wasCurrent: boolean): void {
    if (wasCurrent) {
      events.state({ kind: "moving" });
    } else {
      attempt += 1;
      timer = setTimeout(dial, retryDelayMs(attempt, random));
    }
  }

  /** Closed by a server that had said so: the next try is set already, at the instant that the server chose for us. */
  function isMove(end: WireEnd): boolean {
    return timer !== undefined && end.kind === "bye" && end.bye.code === "draining";
  }

  /** The code and reason to stop for, or null where trying again may help. */
  function finalWord(end: WireEnd): { code: string; reason: string } | null {
    switch (end.kind) {
      case "lost":
        return null;
      case "bye":
        return end.bye.mayReturn || tokenDropped(end.bye.code) || replacedByOurselves(end.bye.code) ? null : end.bye;
      case "refused":
        return isPassing(end.code) || tokenDropped(end.code) ? null : end;
      default:
        return end satisfies never;
    }
  }

  /** Once for each stray, so that two pages of the same person do not throw each other out for ever. */
  function replacedByOurselves(code: string): boolean {
    const isStray = code === "replaced" && now() - strayedAtMs < STRAY_FOR_MS;
    strayedAtMs = isStray ? Number.NEGATIVE_INFINITY : strayedAtMs;
    return isStray;
  }

  /** An `expired` one is said to whoever was away so long: they may have been the host, and are somebody new now. */
  function tokenDropped(code: string): boolean {
    return code === "unauthorized" && events.tokenRefused();
  }

  function comeBack(end: WireEnd): void {
    if (timer !== undefined) {
      clearTimeout(timer);
    }
    attempt = joinedAtMs > 0 && now() - joinedAtMs >= GOOD_AFTER_MS ? 0 : attempt + 1;
    joinedAtMs = 0;
    moving = false;
    const askedMs = end.kind === "bye" ? (end.bye.retryAfterMs ?? 0) : 0;
    const retryInMs = Math.max(askedMs, retryDelayMs(attempt, random));
    events.state({ kind: "waiting", attempt, retryInMs });
    timer = setTimeout(dial, retryInMs);
  }

  function finish(code: string, reason: string): void {
    ended = true;
    clearTimeout(timer);
    current?.close();
    coming?.close();
    current = null;
    coming = null;
    events.state({ kind: "ended", code, reason });
  }

  dial();

  return {
    send: (message) => current?.send(message) ?? false,
    sendBinary: (frame) => current?.sendBinary(frame) ?? false,
    bufferedAmount: () => current?.bufferedAmount() ?? 0,
    wake() {
      if (current !== null) {
        current.wake();
      } else if (!ended && coming === null) {
        dial();
      }
    },
    close(code, reason) {
      if (!ended) {
        finish(code, reason);
      }
    },
  };
}
