import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import {
  broadcastMessage,
  chatMessage,
  createFakeSocket,
  FAKE_SERVER_TIME,
  type FakeSocket,
  joinedMessage,
} from "../connection/fakeSocket";
import { RefusedError } from "../connection/requests";
import { createRoomSession, type RoomSession } from "./session";

interface Stage {
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

function stage(kept = new Map<string, string>()): Stage {
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

function joinedStage(): Stage {
  const on = stage();
  on.wire().open();
  on.wire().say(joinedMessage());
  return on;
}

function refusalOf(promise: Promise<void>): Promise<unknown> {
  return promise.then(
    () => "taken",
    (error: unknown) => (error instanceof RefusedError ? error.code : error),
  );
}

describe("A seat in a room", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("keeps its token, and comes back as the same person", () => {
    const { kept } = joinedStage();

    const later = stage(kept);
    later.wire().open();

    expect(kept.get("tutti.room.room000001")).toBe('{"token":"token-1","userId":"ann"}');
    expect(later.wire().sent[0]).toMatchObject({ type: "join", name: "Ann", token: "token-1" });
  });

  it("forgets a token that isn't taken, and joins as somebody new", () => {
    const { kept, wire } = stage(new Map([["tutti.room.room000001", '{"token":"old","userId":"x"}']]));
    wire().open();

    wire().say({ type: "error", code: "unauthorized", message: "", re: wire().sent[0]?.id });
    vi.advanceTimersByTime(1_000);
    wire().open();

    expect(kept.size).toBe(0);
    expect(wire().sent[0]).not.toHaveProperty("token");
  });

  it("settles a command with the answer to it", async () => {
    const { session, wire } = joinedStage();

    const seek = refusalOf(session.seek(42));
    expect(wire().last("seek")).toMatchObject({ toMediaTime: 42 });
    wire().say({ type: "ack", re: wire().last("seek")?.id });
    const play = refusalOf(session.play());
    wire().say({ type: "error", code: "not-allowed", message: "", re: wire().last("play")?.id });

    expect(await seek).toBe("taken");
    expect(await play).toBe("not-allowed");
  });

  it("doesn't leave a command waiting for ever", async () => {
    const { session, wire } = joinedStage();

    const unanswered = refusalOf(session.play());
    vi.advanceTimersByTime(7_000);
    const lost = refusalOf(session.pause());
    wire().drop();
    const unsaid = refusalOf(session.play());

    expect([await unanswered, await lost, await unsaid]).toEqual(["unavailable", "unavailable", "unavailable"]);
  });

  it("answers for a node that hands it over with a question open, and never shows a loss", async () => {
    const { session, moveOn } = joinedStage();
    const kinds: string[] = [];
    session.subscribe(() => kinds.push(session.state().connection.kind));

    const paused = refusalOf(session.pause());
    moveOn();

    expect(await paused).toBe("unavailable");
    expect(new Set(kinds)).toEqual(new Set(["open"]));
    expect(session.state().joins).toBe(2);
  });

  it("turns to what comes next in its time", () => {
    const { session, wire } = joinedStage();
    const state = joinedMessage().state;

    wire().say({
      ...Object(state),
      type: "state",
      version: 4,
      isPlaying: false,
      baseServerTime: FAKE_SERVER_TIME + 150,
    });
    expect(session.state().room?.next?.version).toBe(4);
    vi.advanceTimersByTime(151);

    expect(session.state().room).toMatchObject({ next: null, timeline: { version: 4 } });
  });

  describe("says a line", () => {
    it("at once on its way, and once when it is back", async () => {
      const { session, wire, texts } = joinedStage();

      const said = refusalOf(session.say("  hello "));
      expect(session.state().room?.chat[0]).toMatchObject({ text: "hello", pending: true, from: { id: "ann" } });
      wire().say({ type: "chat", ...chatMessage(1, "hello", "ann") });
      wire().say({ type: "ack", re: wire().last("chat")?.id });

      expect(await said).toBe("taken");
      expect(texts()).toEqual(["hello"]);
      expect(session.state().room?.chat[0]?.pending).toBe(false);
    });

    it("again with the same id after a loss, and shows it once", async () => {
      const { session, wire, texts, comeBack } = joinedStage();

      const said = refusalOf(session.say("hello"));
      const firstId = wire().last("chat")?.id;
      comeBack();
      vi.advanceTimersByTime(2_500);
      expect(wire().last("chat")).toMatchObject({ id: firstId, text: "hello" });
      wire().say({ type: "ack", re: firstId });
      wire().say({ type: "chat", ...chatMessage(1, "hello", "ann") });

      expect(await said).toBe("taken");
      expect(texts()).toEqual(["hello"]);
    });

    it("again on the wire it is handed over to, with the same id and no second time", async () => {
      const { session, wire, texts, moveOn } = joinedStage();

      const said = refusalOf(session.say("hello"));
      const id = wire().last("chat")?.id;
      moveOn();
      await vi.advanceTimersByTimeAsync(3_000);
      const sent = wire().sent.filter(({ type }) => type === "chat");
      expect(sent).toEqual([{ type: "chat", id, text: "hello" }]);
      wire().say({ type: "ack", re: id });
      wire().say({ type: "chat", ...chatMessage(1, "hello", "ann") });

      expect(await said).toBe("taken");
      expect(texts()).toEqual(["hello"]);
    });

    it("not again if the room already had it", async () => {
      const { session, wire, texts, comeBack } = joinedStage();

      const said = refusalOf(session.say("hello"));
      comeBack({ chat: { messages: [chatMessage(1, "hello", "ann")], more: false } });
      vi.advanceTimersByTime(5_000);

      expect(await said).toBe("taken");
      expect(wire().last("chat")).toBeUndefined();
      expect(texts()).toEqual(["hello"]);
    });

    it("while it is away, in order, once it is back", async () => {
      const { session, wire, comeBack } = joinedStage();
      wire().drop();

      refusalOf(session.say("one"));
      refusalOf(session.say("two"));
      await vi.advanceTimersByTimeAsync(10);
      comeBack();
      await vi.advanceTimersByTimeAsync(2_500);

      const sent = wire().sent.flatMap(({ type, text }) => (type === "chat" ? [text] : []));
      expect(sent).toEqual(["one", "two"]);
    });

    it("later, when all that gathered while it was away is too much at once", async () => {
      const { session, wire, comeBack } = joinedStage();
      wire().drop();

      const said = refusalOf(session.say("hello"));
      await vi.advanceTimersByTimeAsync(3_000);
      comeBack();
      await vi.advanceTimersByTimeAsync(10);
      wire().say({ type: "error", code: "rate-limited", message: "", re: wire().last("chat")?.id });
      await vi.advanceTimersByTimeAsync(2_500);
      expect(wire().sent.filter(({ type }) => type === "chat")).toHaveLength(2);
      wire().say({ type: "ack", re: wire().last("chat")?.id });

      expect(await said).toBe("taken");
    });

    it("later, when it is too much after all that had gathered", async () => {
      const { session, wire, comeBack } = joinedStage();
      wire().drop();
      refusalOf(session.say("old"));
      await vi.advanceTimersByTimeAsync(3_000);
      comeBack();
      await vi.advanceTimersByTimeAsync(10);

      const said = refusalOf(session.say("new"));
      wire().say({ type: "error", code: "rate-limited", message: "", re: wire().last("chat")?.id });
      await vi.advanceTimersByTimeAsync(2_500);
      expect(wire().sent.filter(({ text }) => text === "new")).toHaveLength(2);
      wire().say({ type: "ack", re: wire().last("chat")?.id });

      expect(await said).toBe("taken");
    });

    it("and takes it back when it is refused", async () => {
      const { session, wire, texts } = joinedStage();

      const said = refusalOf(session.say("spam"));
      wire().say({ type: "error", code: "rate-limited", message: "", re: wire().last("chat")?.id });

      expect(await said).toBe("rate-limited");
      expect(texts()).toEqual([]);
    });
  });

  it("asks for the lines it missed, once", () => {
    const { wire } = joinedStage();

    wire().say({ type: "chat", ...chatMessage(1, "one") });
    wire().say({ type: "chat", ...chatMessage(4, "four") });
    wire().say({ type: "chat", ...chatMessage(5, "five") });
    const asked = wire().sent.filter(({ type }) => type === "chat:history");
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ before: 4, limit: 2 });
  });

  it("shows the lines it asked for", async () => {
    const { wire, texts } = joinedStage();
    wire().say({ type: "chat", ...chatMessage(1, "one") });
    wire().say({ type: "chat", ...chatMessage(4, "four") });

    const messages = [chatMessage(2, "two"), chatMessage(3, "three")];
    wire().say({ type: "chat:history", re: wire().last("chat:history")?.id, messages, more: false });
    await vi.advanceTimersByTimeAsync(0);

    expect(texts()).toEqual(["one", "two", "three", "four"]);
  });

  it("resumes its talk where it was, without what was deleted meanwhile", () => {
    const { wire, texts, comeBack } = joinedStage();
    wire().say({ type: "chat", ...chatMessage(1, "one") });
    wire().say({ type: "chat", ...chatMessage(2, "two") });

    comeBack({ chat: { messages: [chatMessage(2, "two"), chatMessage(3, "three")], more: false } });

    expect(wire().sent[0]).toMatchObject({ type: "join", since: { chat: 0 } });
    expect(texts()).toEqual(["two", "three"]);
  });

  it("keeps lines that the room only dropped for their age while it was away", () => {
    const { wire, texts, comeBack } = joinedStage();
    for (const seq of [1, 2, 3]) {
      wire().say({ type: "chat", ...chatMessage(seq, `line ${seq}`) });
    }

    const kept = Array.from({ length: 200 }, (_, index) => chatMessage(index + 3, `line ${index + 3}`));
    comeBack({ chat: { messages: kept, more: false } });

    expect(texts().slice(0, 4)).toEqual(["line 1", "line 2", "line 3", "line 4"]);
    expect(wire().last("chat:history")).toBeUndefined();
  });

  it("takes a deleted line away and asks nobody for it", () => {
    const { wire, texts, comeBack } = joinedStage();
    for (const seq of [1, 2, 3]) {
      wire().say({ type: "chat", ...chatMessage(seq, `line ${seq}`) });
    }

    wire().say({ type: "chat:deleted", seq: 3 });
    wire().say({ type: "chat", ...chatMessage(4, "line 4") });

    expect(texts()).toEqual(["line 1", "line 2", "line 4"]);
    expect(wire().last("chat:history")).toBeUndefined();
    comeBack({ chat: { messages: [1, 2, 4].map((seq) => chatMessage(seq, `line ${seq}`)), more: false } });
    expect(wire().last("chat:history")).toBeUndefined();
  });

  it("asks once about a hole that nothing fills", async () => {
    const { wire, comeBack } = joinedStage();
    wire().say({ type: "chat", ...chatMessage(1, "one") });
    wire().say({ type: "chat", ...chatMessage(3, "three") });
    wire().say({
      type: "chat:history",
      re: wire().last("chat:history")?.id,
      messages: [chatMessage(1, "one")],
      more: false,
    });
    await vi.advanceTimersByTimeAsync(0);

    comeBack({ chat: { messages: [chatMessage(1, "one"), chatMessage(3, "three")], more: false } });

    expect(wire().last("chat:history")).toBeUndefined();
  });

  it("gives the room away and takes lines back", async () => {
    const { session, wire } = joinedStage();

    const given = session.transferHost("ben");
    const deleted = session.deleteChat(7);

    expect(wire().last("host:transfer")).toMatchObject({ to: "ben" });
    expect(wire().last("chat:delete")).toMatchObject({ seq: 7 });
    wire().say({ type: "ack", re: wire().last("host:transfer")?.id });
    wire().say({ type: "error", code: "bad-message", message: "", re: wire().last("chat:delete")?.id });
    await expect(given).resolves.toBeUndefined();
    await expect(deleted).rejects.toMatchObject({ code: "bad-message" });
  });

  it("says again that it is ready to a server that can't know", () => {
    const { session, wire, comeBack } = joinedStage();

    session.ready(true, 3_000);
    comeBack();

    expect(wire().last("ready")).toEqual({ type: "ready", ready: true, bufferedMs: 3_000 });
  });

  it("gives the same snapshot until something changes", () => {
    const { session, wire } = joinedStage();
    let told = 0;
    session.subscribe(() => {
      told += 1;
    });

    const before = session.state();
    expect(session.state()).toBe(before);
    wire().say({ type: "user:left", userId: "ben", total: 1 });

    expect(told).toBe(1);
    expect(session.state()).not.toBe(before);
  });

  it("hands on reactions", () => {
    const { session, wire } = joinedStage();
    const seen: string[] = [];
    session.onReaction(({ emoji }) => seen.push(emoji));

    const from = { id: "ben", name: "Ben", role: "host" };
    wire().say({ type: "reaction", from, emoji: "👏", serverTime: 1, mediaTime: null });

    expect(seen).toEqual(["👏"]);
  });

  it("leaves for good", () => {
    const { session, wire } = joinedStage();

    session.leave();
    vi.advanceTimersByTime(60_000);

    expect(wire().last("leave")).toEqual({ type: "leave" });
    expect(wire().closed).toBe(true);
    expect(session.state().connection).toEqual({ kind: "ended", code: "left", reason: "" });
  });

  it("is over when the room is", async () => {
    const { session, wire } = joinedStage();
    const said = refusalOf(session.say("anyone?"));

    wire().say({ type: "room:closed", reason: "host" });

    expect(session.state().connection).toMatchObject({ kind: "ended", code: "room-closed" });
    expect(await said).toBe("room-closed");
  });

  it("asks to broadcast and learns what its frames must carry", async () => {
    const { session, wire } = joinedStage();
    const feed = { codec: "opus", sampleRate: 48_000, channels: 2, audioBitrate: 128 } as const;

    const granted = session.startBroadcast(feed);
    expect(wire().last("broadcast:start")).toMatchObject(feed);
    wire().say({ type: "ack", re: wire().last("broadcast:start")?.id, broadcastId: "cast-1", epoch: 3 });

    expect(await granted).toEqual({ broadcastId: "cast-1", epoch: 3 });
    expect(session.sendSound(new ArrayBuffer(20))).toBe(true);
    expect(session.bufferedAmount()).toBe(20);
  });

  it("hands on sound, and knows what is on the air", () => {
    const { session, wire, comeBack } = joinedStage();
    const heard: number[] = [];
    wire().sound(new ArrayBuffer(29));
    session.onSound((frame) => heard.push(frame.byteLength));

    wire().say({ type: "broadcast:started", ...broadcastMessage() });
    wire().sound(new ArrayBuffer(30));

    expect(heard).toEqual([29, 30]);
    expect(session.state().room?.broadcast).toMatchObject({ broadcastId: "cast-1", epoch: 1 });
    comeBack({ broadcast: broadcastMessage({ epoch: 2, waitsSinceServerTime: 5 }) });
    expect(session.state().room?.broadcast).toMatchObject({ epoch: 2, waitsSinceServerTime: 5 });
  });

  it("asks again after a reconnect for the quality it wanted", () => {
    const { session, wire, comeBack } = joinedStage();
    session.requestQuality("low").catch(() => undefined);

    comeBack();

    expect(wire().last("quality:request")).toEqual({ type: "quality:request", quality: "low" });
  });
});
