import { vi } from "vitest";
import { createFakeSocket, type FakeSocket, joinedMessage } from "../connection/fakeSocket";
import { RefusedError } from "../connection/requests";
import { createRoomSession, type RoomSession } from "./session";

export interface Stage {
  readonly session: RoomSession;
  readonly kept: Map<string, string>;
  /** The newest wire. */
  wire(): FakeSocket;
  texts(): string[];
  /** Loses the wire, and joins on another. */
  comeBack(patch?: Record<string, unknown>): void;
  /** Joins on another wire because this one's node drains. */
  moveOn(): void;
}

export function stage(kept = new Map<string, string>()): Stage {
  const wires: FakeSocket[] = [];
  const session = createRoomSession({
    roomId: "room000001",
    name: "Ann",
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    connect: () => {
      const wire = createFakeSocket();
      wires.push(wire);
      return wire;
    },
  });
  const wire = () => {
    const last = wires.at(-1);
    if (last === undefined) {
      throw new Error("nothing was dialled");
    }
    return last;
  };
  return {
    session,
    kept,
    wire,
    texts: () => session.state().room?.chat.map(({ text }) => text) ?? [],
    comeBack(patch) {
      wire().drop();
      vi.advanceTimersByTime(1_000);
      wire().open();
      wire().say(joinedMessage(patch));
    },
    moveOn() {
      wire().say({ type: "bye", code: "draining", reason: "", mayReturn: true, retryAfterMs: 100 });
      vi.advanceTimersByTime(100);
      wire().open();
      wire().say(joinedMessage());
    },
  };
}

export function joinedStage(): Stage {
  const on = stage();
  on.wire().open();
  on.wire().say(joinedMessage());
  return on;
}

export function refusalOf(promise: Promise<void>): Promise<unknown> {
  return promise.then(
    () => "taken",
    (error: unknown) => (error instanceof RefusedError ? error.code : error),
  );
}
