import type { Author, Member, Timeline } from "../protocol/messages";
import type { MarginNote, MarginNoteKind, RoomState } from "./state";
import { targetSeconds } from "./timeline";

const NOTES_MAX = 100;
/** In a crowd, who comes and goes is noise. */
const ARRIVALS_NOTED_MAX = 50;

export function withNote(room: RoomState, note: MarginNote): RoomState {
  return { ...room, margin: [...room.margin.filter(({ key }) => key !== note.key), note].slice(-NOTES_MAX) };
}

export function noteArrival(room: RoomState, user: Member, total: number): RoomState {
  const back = room.awaited.some(({ id, untilMs }) => id === user.id && user.joinedAt <= untilMs);
  const known = back || room.members.some(({ id }) => id === user.id);
  return known || total > ARRIVALS_NOTED_MAX ? room : withNote(room, note("joined", user, user.joinedAt));
}

export function noteDeparture(room: RoomState, userId: string, nowMs: number): RoomState {
  const user = room.members.find(({ id }) => id === userId);
  return user === undefined || room.total > ARRIVALS_NOTED_MAX ? room : withNote(room, note("left", user, nowMs));
}

export function noteHost(room: RoomState, user: Author, nowMs: number): RoomState {
  return withNote(room, note("host", user, nowMs));
}

const KIND_OF_REASON: ReadonlyMap<string, MarginNoteKind> = new Map([
  ["play", "played"],
  ["pause", "paused"],
  ["seek", "seeked"],
  ["rate", "rate"],
  ["source", "source"],
  ["waiting", "waiting"],
]);

/** Who did what to the playback. A source that only became better known is no event. */
export function noteChange(room: RoomState, timeline: Timeline): RoomState {
  const kind = KIND_OF_REASON.get(timeline.reason ?? "");
  const before = room.next ?? room.timeline;
  if (kind === undefined || (kind === "source" && before !== null && before.src === timeline.src)) {
    return room;
  }
  const who = room.members.find(({ id }) => id === timeline.by) ?? null;
  return withNote(room, {
    ...note(kind, who, timeline.baseServerTime),
    key: `${kind}-${timeline.version}`,
    mediaTime: targetSeconds(timeline, timeline.baseServerTime),
    rate: timeline.playbackRate,
  });
}

function note(kind: MarginNoteKind, who: Author | null, atMs: number): MarginNote {
  return {
    key: `${kind}-${who?.id ?? ""}-${Math.round(atMs)}`,
    kind,
    who: who && { id: who.id, name: who.name },
    atMs,
    mediaTime: null,
    rate: null,
  };
}
