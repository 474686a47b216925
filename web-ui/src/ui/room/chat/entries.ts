import type { ChatLine, MarginNote } from "../../../room/state";

export type Entry =
  | { kind: "line"; key: string; line: ChatLine; follows: boolean }
  | { kind: "note"; key: string; note: MarginNote }
  | { kind: "unread"; key: string };

const FOLLOWS_WITHIN_MS = 120_000;

interface Talk {
  chat: readonly ChatLine[];
  margin: readonly MarginNote[];
  /** More of the chat exists than is here. */
  more: boolean;
  /** The last line somebody had read when they looked away, or null when all is read. */
  readTo: number | null;
}

/** Talk and what happened around it, in the order of time. Lines on their way stand last. */
export function entriesOf({ chat, margin, more, readTo }: Talk): Entry[] {
  const entries: Entry[] = [];
  const notes = [...margin].sort((a, b) => a.atMs - b.atMs);
  const beginsMs = more ? (chat[0]?.serverTime ?? Number.POSITIVE_INFINITY) : Number.NEGATIVE_INFINITY;
  let next = notes.findIndex((note) => note.atMs >= beginsMs);
  if (next === -1) next = notes.length;
  let marked = readTo === null;
  let before: ChatLine | null = null;

  const addNotesUntil = (atMs: number) => {
    for (let note = notes[next]; note && note.atMs < atMs; note = notes[++next]) {
      entries.push({ kind: "note", key: note.key, note });
      before = null;
    }
  };
  for (const line of chat) {
    addNotesUntil(line.pending ? Number.POSITIVE_INFINITY : line.serverTime);
    if (!marked && line.seq !== null && line.seq > (readTo ?? 0)) {
      entries.push({ kind: "unread", key: "unread" });
      marked = true;
      before = null;
    }
    entries.push({ kind: "line", key: line.key, line, follows: follows(before, line) });
    before = line;
  }
  addNotesUntil(Number.POSITIVE_INFINITY);
  return entries;
}

/** Said by the same person, in the same role, right after: the name needs no repeating. */
function follows(before: ChatLine | null, line: ChatLine): boolean {
  return (
    before !== null &&
    before.from.id === line.from.id &&
    before.from.role === line.from.role &&
    line.serverTime - before.serverTime < FOLLOWS_WITHIN_MS
  );
}
