import type {
  Access,
  Activity,
  Author,
  Ban,
  Broadcast,
  Bye,
  ChatMessage,
  ChatPage,
  Control,
  Joined,
  Member,
  Presence,
  Quality,
  Reaction,
  Role,
  RoomFacts,
  ServerMessage,
  Settings,
  SourceKind,
  Timeline,
} from "./messages";
import { type Fields, fields, flag, listOf, number, oneOf, optional, ShapeError, text } from "./shape";

export type Parsed =
  | { readonly message: ServerMessage; readonly reason: null }
  | { readonly message: null; readonly reason: string };

/** A message we don't know is not an error: a newer server may say more than we understand. */
export function parseServerMessage(frame: string): Parsed {
  let json: unknown;
  try {
    json = JSON.parse(frame);
  } catch {
    return { message: null, reason: "not JSON" };
  }
  try {
    const whole = fields(json, "message");
    const type = whole.get("type", text);
    const read = READERS.get(type);
    return read === undefined
      ? { message: null, reason: `unknown type '${type}'` }
      : { message: read(whole), reason: null };
  } catch (error) {
    if (error instanceof ShapeError) {
      return { message: null, reason: error.message };
    }
    throw error;
  }
}

const ROLE = oneOf<Role>("host", "moderator", "guest");
const QUALITY = oneOf<Quality>("high", "medium", "low", "auto", "off");
const KIND = oneOf<SourceKind>("video", "track", "live");

/** Every type of ServerMessage has its reader here; the compiler asks for a new one. */
const READER_OF: { readonly [T in ServerMessage["type"]]: (whole: Fields) => Extract<ServerMessage, { type: T }> } = {
  joined: joined,
  state: (whole) => ({ type: "state", timeline: timelineOf(whole) }),
  resync: (whole) => ({ type: "resync", timeline: timelineOf(whole) }),
  presence: (whole) => ({ type: "presence", ...presenceOf(whole) }),
  "user:joined": (whole) => ({
    type: "user:joined",
    user: whole.get("user", member),
    total: whole.get("total", number),
  }),
  "user:left": (whole) => ({
    type: "user:left",
    userId: whole.get("userId", text),
    total: whole.get("total", number),
  }),
  "user:changed": (whole) => ({
    type: "user:changed",
    user: whole.get("user", member),
    total: whole.get("total", number),
  }),
  users: (whole) => ({
    type: "users",
    joined: whole.get("joined", listOf(member)),
    left: whole.get("left", listOf(text)),
    changed: whole.get("changed", listOf(member)),
    total: whole.get("total", number),
  }),
  pong: (whole) => ({
    type: "pong",
    t0: whole.get("t0", number),
    t1: whole.get("t1", number),
    t2: whole.get("t2", number),
  }),
  chat: (whole) => ({ type: "chat", ...chatMessageOf(whole) }),
  "chat:history": (whole) => ({ type: "chat:history", re: whole.get("re", optional(text)), ...chatPageOf(whole) }),
  "chat:deleted": (whole) => ({ type: "chat:deleted", seq: whole.get("seq", number) }),
  reaction: (whole) => ({ type: "reaction", ...reactionOf(whole) }),
  settings: (whole) => ({ type: "settings", settings: whole.get("settings", settings) }),
  access: (whole) => ({ type: "access", access: whole.get("access", access) }),
  "control:requested": (whole) => ({
    type: "control:requested",
    user: whole.get("user", member),
    control: controlOf(whole),
  }),
  "control:changed": (whole) => ({ type: "control:changed", control: controlOf(whole) }),
  activity: (whole) => ({ type: "activity", activity: activityOf(whole) }),
  "broadcast:started": (whole) => ({ type: "broadcast:started", broadcast: broadcastOf(whole) }),
  "broadcast:waiting": (whole) => ({
    type: "broadcast:waiting",
    broadcastId: whole.get("broadcastId", text),
    sinceServerTime: whole.get("sinceServerTime", number),
  }),
  "broadcast:stopped": (whole) => ({
    type: "broadcast:stopped",
    reason: whole.get("reason", oneOf("host", "host-lost", "room-closed")),
  }),
  "broadcast:stats": (whole) => ({
    type: "broadcast:stats",
    bitrate: whole.get("bitrate", number),
    latency: whole.get("latency", number),
    bufferLevel: whole.get("bufferLevel", number),
    guestCount: whole.get("guestCount", number),
    quality: whole.get("quality", QUALITY),
    tiers: whole.get("tiers", listOf(number)),
    syncSpreadMs: whole.get("syncSpreadMs", number),
  }),
  "broadcast:demand": (whole) => ({ type: "broadcast:demand", tiers: whole.get("tiers", listOf(number)) }),
  "broadcast:delay": (whole) => ({
    type: "broadcast:delay",
    playoutDelayMs: whole.get("playoutDelayMs", number),
    fromSeq: whole.get("fromSeq", number),
  }),
  quality: (whole) => ({
    type: "quality",
    quality: whole.get("quality", QUALITY),
    bitrate: whole.get("bitrate", number),
    reason: whole.get("reason", optional(text)) ?? "",
  }),
  token: (whole) => ({ type: "token", token: whole.get("token", text) }),
  ack: (whole) => ({
    type: "ack",
    re: whole.get("re", text),
    broadcastId: whole.get("broadcastId", optional(text)),
    epoch: whole.get("epoch", optional(number)),
  }),
  error: (whole) => ({
    type: "error",
    code: whole.get("code", text),
    message: whole.get("message", optional(text)) ?? "",
    re: whole.get("re", optional(text)),
  }),
  "room:closed": (whole) => ({ type: "room:closed", reason: whole.get("reason", optional(text)) ?? "" }),
  bye: bye,
};

const READERS: ReadonlyMap<string, (whole: Fields) => ServerMessage> = new Map(Object.entries(READER_OF));

function joined(whole: Fields): Joined {
  return {
    type: "joined",
    re: whole.get("re", optional(text)),
    protocol: whole.get("protocol", number),
    you: whole.get("you", author),
    token: whole.get("token", text),
    room: whole.get("room", roomFacts),
    state: whole.get("state", optional(timeline)),
    presence: whole.get("presence", (value, at) => presenceOf(fields(value, at))),
    chat: whole.get("chat", (value, at) => chatPageOf(fields(value, at))),
    broadcast: whole.get("broadcast", optional(broadcast)),
    settings: whole.get("settings", settings),
    access: whole.get("access", optional(access)) ?? OPEN,
    control: whole.get("control", optional(control)) ?? HOSTS_ALONE,
    activity: whole.get("activity", optional(listOf(activity))) ?? [],
    bans: whole.get("bans", optional(listOf(ban))) ?? [],
    serverTime: whole.get("serverTime", number),
  };
}

function broadcast(value: unknown, at: string): Broadcast {
  return broadcastOf(fields(value, at));
}

function broadcastOf(of: Fields): Broadcast {
  return {
    broadcastId: of.get("broadcastId", text),
    epoch: of.get("epoch", number),
    hostId: of.get("hostId", text),
    codec: of.get("codec", oneOf("opus", "pcm")),
    sampleRate: of.get("sampleRate", number),
    channels: of.get("channels", number),
    tiers: of.get("tiers", listOf(number)),
    playoutDelayMs: of.get("playoutDelayMs", number),
    startedAt: of.get("startedAt", number),
    waitsSinceServerTime: of.get("waitsSinceServerTime", optional(number)),
  };
}

function bye(whole: Fields): Bye {
  return {
    type: "bye",
    code: whole.get("code", text),
    reason: whole.get("reason", optional(text)) ?? "",
    mayReturn: whole.get("mayReturn", flag),
    retryAfterMs: whole.get("retryAfterMs", optional(number)),
  };
}

function author(value: unknown, at: string): Author {
  const of = fields(value, at);
  return { id: of.get("id", text), name: of.get("name", text), role: of.get("role", ROLE) };
}

function member(value: unknown, at: string): Member {
  const of = fields(value, at);
  return {
    ...author(value, at),
    ready: of.get("ready", optional(flag)) ?? false,
    suspended: of.get("suspended", optional(text)),
    joinedAt: of.get("joinedAt", number),
    muted: of.get("muted", optional(flag)) ?? false,
  };
}

/** As servers are that tell nothing of these. */
const OPEN: Access = { listed: true, password: false, invite: false };
const HOSTS_ALONE: Control = { userId: null, untilServerTime: null, requests: [] };

function access(value: unknown, at: string): Access {
  const of = fields(value, at);
  return { listed: of.get("listed", flag), password: of.get("password", flag), invite: of.get("invite", flag) };
}

function control(value: unknown, at: string): Control {
  return controlOf(fields(value, at));
}

function controlOf(of: Fields): Control {
  return {
    userId: of.get("userId", optional(text)),
    untilServerTime: of.get("untilServerTime", optional(number)),
    requests: of.get("requests", listOf(text)),
  };
}

function activity(value: unknown, at: string): Activity {
  return activityOf(fields(value, at));
}

function activityOf(of: Fields): Activity {
  return {
    entry: of.get("entry", number),
    by: of.get("by", optional(text)),
    what: of.get("what", text),
    about: of.get("about", optional(text)),
    serverTime: of.get("serverTime", number),
    undoable: of.get("undoable", flag),
  };
}

function ban(value: unknown, at: string): Ban {
  const of = fields(value, at);
  return {
    userId: of.get("userId", text),
    kind: of.get("kind", oneOf("kick", "ban")),
    network: of.get("network", flag),
    untilServerTime: of.get("untilServerTime", optional(number)),
    name: of.get("name", optional(text)),
  };
}

function roomFacts(value: unknown, at: string): RoomFacts {
  const of = fields(value, at);
  return { roomId: of.get("roomId", text), roomName: of.get("roomName", text), hostId: of.get("hostId", text) };
}

function settings(value: unknown, at: string): Settings {
  const of = fields(value, at);
  return {
    control: of.get("control", oneOf("host", "granted", "everyone")),
    chat: of.get("chat", oneOf("on", "slow", "off")),
    slowModeMs: of.get("slowModeMs", number),
    latency: of.get("latency", oneOf("live", "stable")),
    waitFor: of.get("waitFor", oneOf("nobody", "everyone")),
    membersMax: of.get("membersMax", number),
  };
}

function timeline(value: unknown, at: string): Timeline {
  return timelineOf(fields(value, at));
}

function timelineOf(of: Fields): Timeline {
  return {
    kind: of.get("kind", optional(KIND)) ?? "live",
    src: of.get("src", optional(text)),
    title: of.get("title", optional(text)),
    isPlaying: of.get("isPlaying", flag),
    baseMediaTime: of.get("baseMediaTime", number),
    baseServerTime: of.get("baseServerTime", number),
    playbackRate: of.get("playbackRate", number),
    duration: of.get("duration", optional(number)),
    loop: of.get("loop", optional(flag)) ?? false,
    version: of.get("version", number),
    by: of.get("by", optional(text)),
    reason: of.get("reason", optional(text)),
  };
}

function presenceOf(of: Fields): Presence {
  return { users: of.get("users", listOf(member)), total: of.get("total", number) };
}

function chatMessageOf(of: Fields): ChatMessage {
  return {
    seq: of.get("seq", number),
    from: of.get("from", author),
    text: of.get("text", text),
    serverTime: of.get("serverTime", number),
    mediaTime: of.get("mediaTime", optional(number)),
  };
}

function chatPageOf(of: Fields): ChatPage {
  return {
    messages: of.get(
      "messages",
      listOf((value, at) => chatMessageOf(fields(value, at))),
    ),
    more: of.get("more", flag),
  };
}

function reactionOf(of: Fields): Reaction {
  return {
    from: of.get("from", author),
    emoji: of.get("emoji", text),
    serverTime: of.get("serverTime", number),
    mediaTime: of.get("mediaTime", optional(number)),
  };
}
