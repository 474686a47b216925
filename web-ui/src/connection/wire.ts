import type { Bye, ClientMessage, Joined, JoinMessage, ServerMessage } from "../protocol/messages";
import { parseServerMessage } from "../protocol/parse";
import type { ClockSample } from "./clock";

/** From the first packet to `joined`. */
const JOINED_WITHIN_MS = 10_000;
const PROBES_AT_OPEN = 8;
const PROBE_BURST_EVERY_MS = 100;
const PROBE_EVERY_MS = 5_000;
/** Two pings without a word: the socket is dead, whatever TCP still hopes for. */
const SILENCE_MAX_MS = 2 * PROBE_EVERY_MS;
/** After a sleep the answer to a fresh ping decides, not how long ago the last word was. */
const SILENCE_AFTER_WAKE_MAX_MS = 3_000;
/** A timer this late means that the tab or the machine was asleep. */
const LATE_MS = 3_000;

/** What a wire needs of a WebSocket; tests have their own. */
export interface RawSocket {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onclose: (() => void) | null;
  send(data: string | ArrayBuffer): void;
  /** Bytes that were sent and are still here. */
  bufferedAmount(): number;
  close(): void;
}

export type WireEnd =
  | { readonly kind: "lost" }
  | { readonly kind: "bye"; readonly bye: Bye }
  | { readonly kind: "refused"; readonly code: string; readonly reason: string };

export interface WireEvents {
  joined(message: Joined): void;
  message(message: ServerMessage): void;
  /** A frame of live sound, not looked into. */
  sound(frame: ArrayBuffer): void;
  sample(sample: ClockSample): void;
  /** The server asks us to move on while this wire still works. */
  draining(bye: Bye): void;
  /** Once, and last. */
  ended(end: WireEnd): void;
}

export interface WireOptions {
  readonly connect: () => RawSocket;
  readonly join: () => JoinMessage & { readonly id: string };
  readonly now: () => number;
  readonly events: WireEvents;
}

/** One socket from its first packet to its last: joins, probes the clock, and notices when nobody is there any more. */
export interface Wire {
  send(message: ClientMessage): boolean;
  sendBinary(frame: ArrayBuffer): boolean;
  bufferedAmount(): number;
  /** The machine may have slept: ask again, and soon. */
  wake(): void;
  close(): void;
}

export function createWire({ connect, join, now, events }: WireOptions): Wire {
  let phase: "joining" | "joined" | "ended" = "joining";
  let joinId: string | null = null;
  let end: WireEnd = { kind: "lost" };
  let deadlineMs = now() + JOINED_WITHIN_MS;
  let probesLeft = 0;
  let probeTimer: ReturnType<typeof setTimeout> | undefined;
  const raw = connect();
  const joinTimer = setTimeout(finish, JOINED_WITHIN_MS);

  raw.onopen = () => {
    const message = join();
    joinId = message.id;
    raw.send(JSON.stringify(message));
  };
  raw.onmessage = ({ data }) => {
    if (phase === "ended") {
      return;
    }
    deadlineMs = now() + SILENCE_MAX_MS;
    if (typeof data === "string") {
      const { message } = parseServerMessage(data);
      if (message !== null) {
        receive(message);
      }
    } else if (data instanceof ArrayBuffer && phase === "joined") {
      events.sound(data);
    }
  };
  raw.onclose = finish;

  function finish(): void {
    if (phase === "ended") {
      return;
    }
    phase = "ended";
    clearTimeout(joinTimer);
    clearTimeout(probeTimer);
    raw.onopen = null;
    raw.onmessage = null;
    raw.onclose = null;
    raw.close();
    events.ended(end);
  }

  function receive(message: ServerMessage): void {
    switch (message.type) {
      case "joined":
        phase = "joined";
        clearTimeout(joinTimer);
        events.joined(message);
        burst();
        return;
      case "pong":
        events.sample({ t0: message.t0, t1: message.t1, t2: message.t2, t3: now() });
        return;
      case "bye":
        onBye(message);
        return;
      case "error":
        if (phase === "joining" && (message.re === null || message.re === joinId)) {
          end = { kind: "refused", code: message.code, reason: message.message };
          finish();
          return;
        }
        events.message(message);
        return;
      default:
        events.message(message);
    }
  }

  function onBye(bye: Bye): void {
    end = { kind: "bye", bye };
    if (bye.code === "draining" && phase === "joined") {
      events.draining(bye);
      return;
    }
    finish();
  }

  function burst(): void {
    probesLeft = PROBES_AT_OPEN;
    clearTimeout(probeTimer);
    probe();
  }

  function probe(): void {
    write({ type: "ping", t0: now() });
    probesLeft = Math.max(0, probesLeft - 1);
    const waitMs = probesLeft > 0 ? PROBE_BURST_EVERY_MS : PROBE_EVERY_MS;
    const dueMs = now() + waitMs;
    probeTimer = setTimeout(() => onProbeDue(dueMs), waitMs);
  }

  function onProbeDue(dueMs: number): void {
    if (now() - dueMs > LATE_MS) {
      wake();
    } else if (now() > deadlineMs) {
      finish();
    } else {
      probe();
    }
  }

  function wake(): void {
    if (phase === "joined") {
      deadlineMs = now() + SILENCE_AFTER_WAKE_MAX_MS;
      burst();
    }
  }

  function write(message: ClientMessage): void {
    if (phase === "joined") {
      raw.send(JSON.stringify(message));
    }
  }

  return {
    send(message) {
      write(message);
      return phase === "joined";
    },
    sendBinary(frame) {
      if (phase === "joined") {
        raw.send(frame);
      }
      return phase === "joined";
    },
    bufferedAmount: () => raw.bufferedAmount(),
    wake,
    close: finish,
  };
}
