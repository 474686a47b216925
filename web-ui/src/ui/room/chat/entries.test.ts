import { describe, expect, it } from "vitest";
import type { ChatLine, MarginNote } from "../../../room/state";
import { entriesOf } from "./entries";

function line(seq: number | null, serverTime: number, id = "ann"): ChatLine {
  const from = { id, name: id, role: "guest" as const };
  return { key: `line-${seq ?? "new"}`, seq, from, text: "…", serverTime, mediaTime: null, pending: seq === null };
}

function note(atMs: number): MarginNote {
  return { key: `note-${atMs}`, kind: "paused", who: null, atMs, mediaTime: null, rate: null };
}

function keys(talk: Partial<Parameters<typeof entriesOf>[0]>): string[] {
  return entriesOf({ chat: [], margin: [], more: false, readTo: null, ...talk }).map(({ key }) => key);
}

describe("what is shown in the chat", () => {
  it("stands in the order of time, lines on their way last", () => {
    expect(keys({ chat: [line(1, 100), line(2, 300), line(null, 50)], margin: [note(400), note(200)] })).toEqual([
      "line-1",
      "note-200",
      "line-2",
      "note-400",
      "line-new",
    ]);
  });

  it("leaves out what happened before the oldest line that is here, while there is more", () => {
    expect(keys({ chat: [line(7, 300)], margin: [note(200), note(400)], more: true })).toEqual(["line-7", "note-400"]);
    expect(keys({ chat: [], margin: [note(200)] })).toEqual(["note-200"]);
  });

  it("marks where somebody left off", () => {
    expect(keys({ chat: [line(1, 100), line(2, 200), line(3, 300)], readTo: 1 })).toEqual([
      "line-1",
      "unread",
      "line-2",
      "line-3",
    ]);
    expect(keys({ chat: [line(1, 100)], readTo: 1 })).toEqual(["line-1"]);
  });

  it("names a speaker once in a row, and again after a while or a note", () => {
    const said = (chat: ChatLine[], margin: MarginNote[] = []) =>
      entriesOf({ chat, margin, more: false, readTo: null }).flatMap((entry) =>
        entry.kind === "line" ? [entry.follows] : [],
      );

    expect(said([line(1, 0), line(2, 1_000), line(3, 2_000, "ben"), line(4, 3_000)])).toEqual([
      false,
      true,
      false,
      false,
    ]);
    expect(said([line(1, 0), line(2, 200_000)])).toEqual([false, false]);
    expect(said([line(1, 0), line(2, 1_000)], [note(500)])).toEqual([false, false]);
  });

  it("names a speaker again who has become something else", () => {
    const asHost: ChatLine = { ...line(2, 1_000), from: { id: "ann", name: "ann", role: "host" } };
    const entries = entriesOf({ chat: [line(1, 0), asHost], margin: [], more: false, readTo: null });

    expect(entries.map((entry) => entry.kind === "line" && entry.follows)).toEqual([false, false]);
  });
});
