import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { chatMessage, type FakeSocket } from "../connection/fakeSocket";
import { joinedStage, refusalOf } from "./fakeStage";

const linesOf = (wire: FakeSocket) => wire.sent.filter(({ type }) => type === "chat");
const linesSentBy = (wire: FakeSocket) => linesOf(wire).map(({ text }) => text);

describe("A conversation in a room", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

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
      await vi.advanceTimersByTimeAsync(10);
      wire().say({ type: "ack", re: wire().last("chat")?.id });
      await vi.advanceTimersByTimeAsync(10);

      expect(linesSentBy(wire())).toEqual(["one", "two"]);
    });

    it("not before the one before it was taken, so that they stay in order when the room moves", async () => {
      const { session, wire } = joinedStage();

      refusalOf(session.say("one"));
      refusalOf(session.say("two"));
      wire().say({ type: "error", code: "unavailable", message: "", re: wire().last("chat")?.id });
      await vi.advanceTimersByTimeAsync(1_000);
      refusalOf(session.say("three"));
      for (let seconds = 0; seconds < 3; seconds++) {
        await vi.advanceTimersByTimeAsync(1_000);
        wire().say({ type: "ack", re: wire().last("chat")?.id });
        await vi.advanceTimersByTimeAsync(10);
      }

      expect(linesSentBy(wire())).toEqual(["one", "one", "two", "three"]);
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

    it("in its turn, after all that had gathered, as fast as the room takes it", async () => {
      const { session, wire, comeBack } = joinedStage();
      wire().drop();
      const old = Array.from({ length: 30 }, (_, at) => refusalOf(session.say(`old ${at}`)));
      await vi.advanceTimersByTimeAsync(3_000);
      comeBack();
      const taken: string[] = [];
      let answered = 0;
      /** As a socket is answered: eight at once, two more a second. */
      const serve = async (upTo: number) => {
        for (let next = linesOf(wire())[answered]; next !== undefined; next = linesOf(wire())[answered]) {
          answered += 1;
          const fits = taken.length < upTo;
          if (fits) taken.push(String(next.text));
          const re = next.id;
          wire().say(fits ? { type: "ack", re } : { type: "error", code: "rate-limited", message: "", re });
          await vi.advanceTimersByTimeAsync(0);
        }
      };
      await vi.advanceTimersByTimeAsync(0);
      await serve(8);

      let said = Promise.resolve<unknown>("");
      for (let seconds = 1; seconds <= 14; seconds++) {
        await vi.advanceTimersByTimeAsync(1_000);
        await serve(8 + 2 * seconds);
        if (seconds === 6) said = refusalOf(session.say("new"));
      }

      expect(await Promise.all([...old, said])).toEqual(Array(31).fill("taken"));
      expect(taken).toEqual([...Array.from({ length: 30 }, (_, at) => `old ${at}`), "new"]);
    });

    it("and is refused again as ever, once all that had gathered was taken", async () => {
      const { session, wire, comeBack } = joinedStage();
      wire().drop();
      refusalOf(session.say("old"));
      await vi.advanceTimersByTimeAsync(3_000);
      comeBack();
      await vi.advanceTimersByTimeAsync(1_000);
      wire().say({ type: "ack", re: wire().last("chat")?.id });
      await vi.advanceTimersByTimeAsync(0);

      const said = refusalOf(session.say("new"));
      wire().say({ type: "error", code: "rate-limited", message: "", re: wire().last("chat")?.id });

      expect(await said).toBe("rate-limited");
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
});
