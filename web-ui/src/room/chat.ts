import type { Author, ChatMessage, ChatPage } from "../protocol/messages";
import type { ChatLine } from "./state";

/** A long evening's talk; what is older is asked for again when somebody scrolls up. */
export const CHAT_KEPT_MAX = 1_000;
/** Lines one person may have on their way. */
export const PENDING_MAX = 50;
const GONE_KEPT_MAX = 1_000;
/** No room drops lines as new as this for their age; most keep more (200, unless their server is set otherwise). */
const ROOM_KEEPS_LINES = 50;
const CLOCKS_APART_MAX_MS = 5_000;

export interface Talk {
  readonly lines: readonly ChatLine[];
  readonly more: boolean;
  /** Numbers that no line has any more, deleted or no longer kept: not to be asked for. In order, apart from each other. */
  readonly gone: readonly Span[];
}

/** Numbers, both ends with them. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Numbers missing between two lines: everything from after `above` up to before `below`. */
export interface Gap {
  readonly above: number;
  readonly below: number;
}

export function lineOf(message: ChatMessage): ChatLine {
  const { seq, from, text, serverTime, mediaTime } = message;
  return { key: `${seq}`, seq, from, text, serverTime, mediaTime, pending: false };
}

/** Puts lines in their places by `seq`, each once. A line of ours that comes back takes the place of the one on its way. */
export function withLines(talk: Talk, messages: readonly ChatMessage[], you: string): Talk {
  const known = new Map(talk.lines.flatMap((line) => (line.seq === null ? [] : [[line.seq, line] as const])));
  let pending = talk.lines.filter((line) => line.seq === null);
  for (const message of messages) {
    if (known.has(message.seq)) {
      continue;
    }
    const mine = message.from.id === you ? pending.find((line) => isReturnOf(line, message)) : undefined;
    pending = pending.filter((line) => line !== mine);
    known.set(message.seq, { ...lineOf(message), key: mine?.key ?? `${message.seq}` });
  }
  const said = [...known.values()].sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
  const kept = said.slice(-CHAT_KEPT_MAX);
  return { ...talk, lines: [...kept, ...pending], more: talk.more || kept.length < said.length };
}

/** A number is never given again, so what is deleted leaves a hole that is none. */
export function withoutLine(talk: Talk, seq: number): Talk {
  return withSpan(talk, [], { from: seq, to: seq });
}

/** Of these numbers the server has told all that there is: what we have besides is gone, and so is what nobody has. */
export function withSpan(talk: Talk, told: readonly ChatMessage[], span: Span | null): Talk {
  if (span === null || span.from > span.to) {
    return talk;
  }
  const there = told.map(({ seq }) => seq).filter((seq) => seq >= span.from && seq <= span.to);
  const ends = [...there.sort((a, b) => a - b), span.to + 1];
  const missing = ends.map((seq, index) => ({ from: (ends[index - 1] ?? span.from - 1) + 1, to: seq - 1 }));
  const isMissing = (seq: number | null) => seq !== null && missing.some(({ from, to }) => seq >= from && seq <= to);
  const lines = talk.lines.filter((line) => !isMissing(line.seq));
  return {
    ...talk,
    lines: lines.length === talk.lines.length ? talk.lines : lines,
    gone: joined([...talk.gone, ...missing.filter(({ from, to }) => from <= to)]),
  };
}

/** From the first to the last: between them the server leaves nothing out. */
export function spanOf(told: readonly ChatMessage[]): Span | null {
  const numbers = told.map(({ seq }) => seq);
  return numbers.length === 0 ? null : { from: Math.min(...numbers), to: Math.max(...numbers) };
}

/**
 * Of the numbers that the room was asked about, those that it did not drop for their age: it drops the oldest first, so if it
 * has older ones it dropped none of these, and else none from the first it told on, nor any of the newest.
 */
export function surelyKept(asked: Span, { messages, more }: ChatPage): Span {
  const told = spanOf(messages);
  if (told === null || more) {
    return asked;
  }
  const newest = told.to - ROOM_KEEPS_LINES + 1;
  return { from: Math.max(asked.from, Math.min(told.from, newest)), to: asked.to };
}

/** Spans that touch become one, and only the newest are remembered: an older hole is then merely asked about again. */
function joined(spans: readonly Span[]): readonly Span[] {
  const apart: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last !== undefined && span.from <= last.to + 1) {
      apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else {
      apart.push(span);
    }
  }
  return apart.slice(-GONE_KEPT_MAX);
}

/** The server doesn't tell our own id of a line, so text and time must do; clocks may differ by a little. */
function isReturnOf(line: ChatLine, message: ChatMessage): boolean {
  return line.text === message.text && message.serverTime >= line.serverTime - CLOCKS_APART_MAX_MS;
}

/** Older lines go in front, even when this is more than is kept otherwise: somebody is reading them. */
export function withOlder(talk: Talk, messages: readonly ChatMessage[], more: boolean): Talk {
  const first = firstSeq(talk);
  const older = messages.filter((message) => first === null || message.seq < first).map(lineOf);
  return { ...talk, lines: [...older.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0)), ...talk.lines], more };
}

export interface Draft {
  readonly key: string;
  readonly from: Author;
  readonly text: string;
  readonly serverTime: number;
  readonly mediaTime: number | null;
}

export function withPending(talk: Talk, draft: Draft): Talk {
  return { ...talk, lines: [...talk.lines, { ...draft, seq: null, pending: true }] };
}

export function withoutPending(talk: Talk, key: string): Talk {
  return { ...talk, lines: talk.lines.filter((line) => line.key !== key || !line.pending) };
}

export function firstSeq(talk: Talk): number | null {
  return talk.lines.find((line) => line.seq !== null)?.seq ?? null;
}

/** 0 when nothing was heard yet: numbers start at 1. */
export function lastSeq(talk: Talk): number {
  return talk.lines.reduce((last, line) => Math.max(last, line.seq ?? 0), 0);
}

/** The newest hole, which is the one to ask about; asking about it uncovers the next. */
export function gapIn(talk: Talk): Gap | null {
  const numbers = talk.lines.flatMap((line) => (line.seq === null ? [] : [line.seq]));
  for (let index = numbers.length - 1; index > 0; index -= 1) {
    const above = numbers[index - 1];
    const below = numbers[index];
    const hole = above === undefined || below === undefined ? null : holeIn(talk, above, below);
    if (hole !== null) {
      return hole;
    }
  }
  return null;
}

/** What is left between two lines once that which is gone at its upper end and at its lower is taken away. */
function holeIn(talk: Talk, above: number, below: number): Gap | null {
  const upper = talk.gone.find(({ from, to }) => from < below && to >= below - 1);
  const top = upper === undefined ? below : upper.from;
  const lower = talk.gone.find(({ from, to }) => from <= above + 1 && to > above);
  const bottom = lower === undefined ? above : lower.to;
  return top > bottom + 1 ? { above: bottom, below: top } : null;
}
