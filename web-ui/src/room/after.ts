import type { Activity, Joined, Member, ServerMessage, Timeline } from "../protocol/messages";
import { type BroadcastMessage, onAirAfter, onAirAtJoin } from "./broadcast";
import { type Span, spanOf, surelyKept, type Talk, withLines, withoutLine, withSpan } from "./chat";
import { noteArrival, noteChange, noteDeparture, noteHost } from "./margin";
import { withNames } from "./names";
import type { RoomState } from "./state";

/** `presence` is cut at this many by the server, and we keep no more either. */
export const MEMBERS_KEPT_MAX = 200;

/** As many as a server keeps. */
const ACTIVITY_KEPT_MAX = 100;

/** After an outage the slowest of our pages try again each ten seconds. */
const BACK_WITHIN_MS = 30_000;

export type RoomMessage =
  | BroadcastMessage
  | Extract<
      ServerMessage,
      {
        type:
          | "state"
          | "resync"
          | "presence"
          | "user:joined"
          | "user:left"
          | "user:changed"
          | "users"
          | "chat"
          | "chat:deleted"
          | "settings"
          | "access"
          | "control:requested"
          | "control:changed"
          | "activity";
      }
    >;

/** The room once the message was heard at the server's instant `nowMs`. */
export function after(room: RoomState, message: RoomMessage, nowMs: number): RoomState {
  switch (message.type) {
    case "state":
      return moved(room, message.timeline, nowMs);
    case "resync":
      return resynced(room, message.timeline, nowMs);
    case "presence":
      return {
        ...room,
        members: message.users.slice(0, MEMBERS_KEPT_MAX),
        total: message.total,
        names: withNames(room.names, message.users),
      };
    case "user:joined":
      return withMember(noteArrival(room, message.user, message.total), message.user, message.total, nowMs);
    case "user:changed":
      return withMember(room, message.user, message.total, nowMs);
    case "user:left":
      return {
        ...noteDeparture(room, message.userId, nowMs),
        members: room.members.filter(({ id }) => id !== message.userId),
        total: message.total,
      };
    case "users":
      return withMany(room, message, nowMs);
    case "chat":
      return talked(room, withLines(talkOf(room), [message], room.you.id));
    case "chat:deleted":
      return talked(room, withoutLine(talkOf(room), message.seq));
    case "broadcast:started":
    case "broadcast:waiting":
    case "broadcast:stopped":
    case "broadcast:stats":
    case "broadcast:demand":
    case "broadcast:delay":
    case "quality":
      return { ...room, ...onAirAfter(room, message) };
    case "settings":
      return seen({ ...room, settings: message.settings });
    case "access":
      return { ...room, access: message.access };
    case "control:requested":
    case "control:changed":
      return seen({ ...room, control: message.control });
    case "activity":
      return { ...room, activity: withActivity(room.activity, message.activity) };
    default:
      return message satisfies never;
  }
}

/**
 * Coming in, or coming back: then what was said and noted before stays, and what is playing is taken as told. `looked` is
 * the stretch of our lines that the room was asked about again: those that it must still have and does not tell any more
 * were deleted meanwhile. What it may only have dropped for its age stays.
 */
export function entered(before: RoomState | null, joined: Joined, looked: Span | null = null): RoomState {
  const same = before !== null && before.roomId === joined.room.roomId ? before : null;
  const talk = withLines(
    same === null ? { lines: [], more: joined.chat.more, gone: [] } : talkOf(same),
    joined.chat.messages,
    joined.you.id,
  );
  const told = looked === null ? spanOf(joined.chat.messages) : surelyKept(looked, joined.chat);
  const whole = withSpan(talk, joined.chat.messages, told);
  return seen({
    roomId: joined.room.roomId,
    roomName: joined.room.roomName,
    hostId: joined.room.hostId,
    you: { id: joined.you.id, name: joined.you.name, role: joined.you.role },
    members: joined.presence.users.slice(0, MEMBERS_KEPT_MAX),
    total: joined.presence.total,
    chat: whole.lines,
    chatMore: whole.more,
    chatGone: whole.gone,
    timeline: joined.state,
    next: null,
    ...onAirAtJoin(same, joined.broadcast),
    settings: joined.settings,
    access: joined.access,
    control: joined.control,
    activity: joined.activity,
    bans: joined.bans,
    names: withNames(same?.names ?? new Map(), namedIn(joined)),
    margin: same?.margin ?? [],
    awaited: same === null ? [] : awaitedAfter(same, joined),
    canControl: false,
  });
}

/** Those longest gone first: whoever is here is called what they say today. */
function namedIn({ bans, chat, presence, you }: Joined): { id: string; name: string }[] {
  const out = bans.flatMap(({ userId, name }) => (name === null ? [] : [{ id: userId, name }]));
  return [...out, ...chat.messages.map(({ from }) => from), ...presence.users, you];
}

/** An entry that was told before is told once more when it cannot be undone any more. */
function withActivity(before: readonly Activity[], entry: Activity): readonly Activity[] {
  return [...before.filter((other) => other.entry !== entry.entry), entry]
    .sort((one, other) => one.entry - other.entry)
    .slice(-ACTIVITY_KEPT_MAX);
}

/** A server that was started again tells first those of us who were quicker. */
function awaitedAfter(before: RoomState, { presence, serverTime }: Joined): RoomState["awaited"] {
  const untilMs = serverTime + BACK_WITHIN_MS;
  const missed = before.members.map(({ id }) => ({ id, untilMs }));
  const stillMissed = before.awaited.filter((other) => other.untilMs >= serverTime);
  return [...missed, ...stillMissed]
    .filter(({ id }) => presence.users.every((user) => user.id !== id))
    .slice(0, MEMBERS_KEPT_MAX);
}

/** What was to come holds now, if its time has come. */
export function settled(room: RoomState, nowMs: number): RoomState {
  return room.next !== null && room.next.baseServerTime <= nowMs ? { ...room, timeline: room.next, next: null } : room;
}

export function talkOf(room: RoomState): Talk {
  return { lines: room.chat, more: room.chatMore, gone: room.chatGone };
}

export function talked(room: RoomState, talk: Talk): RoomState {
  return { ...room, chat: talk.lines, chatMore: talk.more, chatGone: talk.gone };
}

function moved(room: RoomState, timeline: Timeline, nowMs: number): RoomState {
  const current = settled(room, nowMs);
  const newest = (current.next ?? current.timeline)?.version ?? -1;
  if (timeline.version < newest) {
    return current;
  }
  const noted = timeline.version > newest ? noteChange(current, timeline) : current;
  return settled(replaced(noted, timeline, nowMs), nowMs);
}

/** A resync says what is known already, only fresher; one that says more than we know is a state that was missed. */
function resynced(room: RoomState, timeline: Timeline, nowMs: number): RoomState {
  const current = settled(room, nowMs);
  if (current.next === null && current.timeline?.version === timeline.version) {
    return { ...current, timeline };
  }
  return moved(current, timeline, nowMs);
}

function replaced(room: RoomState, timeline: Timeline, nowMs: number): RoomState {
  const holdsAlready = room.timeline === null || timeline.baseServerTime <= nowMs;
  // A new medium is nothing to wait for: loading it takes longer than the lead.
  const otherMedium = room.timeline !== null && room.timeline.src !== timeline.src;
  return holdsAlready || otherMedium ? { ...room, timeline, next: null } : { ...room, next: timeline };
}

function withMember(room: RoomState, user: Member, total: number, nowMs: number): RoomState {
  const becameHost = user.role === "host" && room.hostId !== user.id;
  const known = room.members.some(({ id }) => id === user.id);
  const members = known
    ? room.members.map((member) => (member.id === user.id ? user : member))
    : [...room.members, user].slice(0, MEMBERS_KEPT_MAX);
  const noted = becameHost ? noteHost(room, user, nowMs) : room;
  const you = user.id === room.you.id ? { id: user.id, name: user.name, role: user.role } : room.you;
  return seen({
    ...noted,
    members,
    total,
    you,
    hostId: becameHost ? user.id : room.hostId,
    names: withNames(room.names, [user]),
  });
}

/**
 * As one by one. Names are taken over first, because they are copied each time that one is new; the total last, because a
 * crowd is one until all of it is gone.
 */
function withMany(
  room: RoomState,
  { joined, left, changed, total }: Extract<RoomMessage, { type: "users" }>,
  nowMs: number,
) {
  const crowd = Math.max(room.total, total);
  const many = [
    ...left.map((userId): RoomMessage => ({ type: "user:left", userId, total: crowd })),
    ...joined.map((user): RoomMessage => ({ type: "user:joined", user, total: crowd })),
    ...changed.map((user): RoomMessage => ({ type: "user:changed", user, total: crowd })),
  ].reduce((before, message) => after(before, message, nowMs), {
    ...room,
    total: crowd,
    names: withNames(room.names, [...joined, ...changed]),
  });
  return { ...many, total };
}

/** Whether the controls are yours follows from role and settings. */
function seen(room: RoomState): RoomState {
  return { ...room, canControl: mayControl(room) };
}

function mayControl({ you, settings, control }: RoomState): boolean {
  const lent = settings.control === "granted" && control.userId === you.id;
  return you.role === "host" || settings.control === "everyone" || lent;
}
