import { describe, expect, it } from "vitest";
import type { ChatMessage } from "../protocol/messages";
import {
  CHAT_KEPT_MAX,
  gapIn,
  surelyKept,
  type Talk,
  withLines,
  withOlder,
  withoutLine,
  withoutPending,
  withPending,
  withSpan,
} from "./chat";

const EMPTY: Talk = { lines: [], more: false, gone: [] };
const ANN = { id: "ann", name: "Ann", role: "guest" } as const;

function message(seq: number, text = `line ${seq}`, from = "ben"): ChatMessage {
  return { seq, from: { id: from, name: from, role: "guest" }, text, serverTime: 1_000 + seq, mediaTime: null };
}

function draft(key: string, text: string) {
  return { key, from: ANN, text, serverTime: 1_000, mediaTime: null };
}

const numbers = (talk: Talk) => talk.lines.map(({ seq }) => seq);

describe("Talk", () => {
  it("keeps lines in order, each once, however they come", () => {
    const talk = withLines(withLines(EMPTY, [message(3), message(1)], "ann"), [message(2), message(3)], "ann");

    expect(numbers(talk)).toEqual([1, 2, 3]);
  });

  it("shows a line on its way last, and the line that came back in its stead", () => {
    const waiting = withPending(withLines(EMPTY, [message(1)], "ann"), draft("a1", "hi"));
    const meanwhile = withLines(waiting, [message(2)], "ann");
    const back = withLines(meanwhile, [message(3, "hi", "ann")], "ann");

    expect(meanwhile.lines.map(({ pending }) => pending)).toEqual([false, false, true]);
    expect(numbers(back)).toEqual([1, 2, 3]);
    expect(back.lines[2]).toMatchObject({ key: "a1", pending: false });
  });

  it("takes the same words said twice for two lines", () => {
    const waiting = withPending(withPending(EMPTY, draft("a1", "ha")), draft("a2", "ha"));

    const first = withLines(waiting, [message(1, "ha", "ann")], "ann");
    const again = withLines(first, [message(1, "ha", "ann")], "ann");

    expect(first.lines.map(({ key, pending }) => [key, pending])).toEqual([
      ["a1", false],
      ["a2", true],
    ]);
    expect(again).toEqual(first);
  });

  it("doesn't mistake somebody else's words for ours", () => {
    const waiting = withPending(EMPTY, draft("a1", "hi"));

    expect(withLines(waiting, [message(1, "hi", "ben")], "ann").lines).toHaveLength(2);
  });

  it("drops a refused line", () => {
    expect(withoutPending(withPending(EMPTY, draft("a1", "hi")), "a1").lines).toEqual([]);
  });

  it("finds the newest hole", () => {
    const talk = withLines(
      EMPTY,
      [1, 2, 5, 6, 9].map((seq) => message(seq)),
      "ann",
    );

    expect(gapIn(talk)).toEqual({ above: 6, below: 9 });
    expect(gapIn(withLines(talk, [message(7), message(8)], "ann"))).toEqual({ above: 2, below: 5 });
    expect(
      gapIn(
        withLines(
          talk,
          [3, 4, 7, 8].map((seq) => message(seq)),
          "ann",
        ),
      ),
    ).toBeNull();
  });

  it("has no hole where a line was deleted, wherever it stood", () => {
    const said = withLines(
      EMPTY,
      [1, 2, 3, 4].map((seq) => message(seq)),
      "ann",
    );

    const middle = withoutLine(said, 2);
    const last = withLines(withoutLine(middle, 4), [message(5)], "ann");

    expect(numbers(last)).toEqual([1, 3, 5]);
    expect(gapIn(middle)).toBeNull();
    expect(gapIn(last)).toBeNull();
  });

  it("does not ask again for what the server does not have, but for what is left of a hole", () => {
    const talk = withLines(EMPTY, [message(1), message(10)], "ann");

    const looked = withSpan(withLines(talk, [message(7)], "ann"), [message(7)], { from: 6, to: 9 });

    expect(gapIn(looked)).toEqual({ above: 1, below: 6 });
    expect(gapIn(withSpan(looked, [], { from: 2, to: 5 }))).toBeNull();
    expect(gapIn(withSpan(talk, [], { from: 2, to: 4 }))).toEqual({ above: 4, below: 10 });
  });

  it("loses the lines the server no longer tells of", () => {
    const talk = withLines(EMPTY, [message(1), message(2), message(3)], "ann");

    expect(numbers(withSpan(talk, [message(3)], { from: 2, to: 3 }))).toEqual([1, 3]);
  });

  it("is bounded, and then says that there is more", () => {
    const many = Array.from({ length: CHAT_KEPT_MAX + 5 }, (_, index) => message(index + 1));

    const talk = withLines(EMPTY, many, "ann");

    expect(talk.lines).toHaveLength(CHAT_KEPT_MAX);
    expect(talk.lines[0]?.seq).toBe(6);
    expect(talk.more).toBe(true);
  });

  it("puts older lines in front, once", () => {
    const talk = withLines(EMPTY, [message(5), message(6)], "ann");

    const older = withOlder(talk, [message(3), message(4), message(5)], true);

    expect(numbers(older)).toEqual([3, 4, 5, 6]);
    expect(older.more).toBe(true);
  });

  it("tells what a room must still have from what may only be too old", () => {
    const asked = { from: 51, to: 100 };
    const lines = (from: number, to: number) =>
      Array.from({ length: to - from + 1 }, (_, index) => message(from + index));

    expect(surelyKept(asked, { messages: lines(90, 289), more: false })).toEqual({ from: 90, to: 100 });
    expect(surelyKept(asked, { messages: lines(300, 499), more: false }).from).toBeGreaterThan(100);
    expect(surelyKept(asked, { messages: lines(90, 120), more: true })).toEqual(asked);
    expect(surelyKept(asked, { messages: lines(90, 100), more: false })).toEqual(asked);
    expect(surelyKept(asked, { messages: [], more: false })).toEqual(asked);
  });
});
