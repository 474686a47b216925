/** What goes over the socket, as docs/protocol.md tells it. Instants are ms since the Unix epoch, media times are seconds. */

export type Role = "host" | "moderator" | "guest";
export type SourceKind = "video" | "track" | "live";

export interface Author {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
}

export interface Member extends Author {
  readonly ready: boolean;
  readonly suspended: string | null;
  readonly joinedAt: number;
  readonly muted: boolean;
}

/** Who may find and enter the room; of its password only that there is one. */
export interface Access {
  readonly listed: boolean;
  readonly password: boolean;
  readonly invite: boolean;
}

/** Who has control besides the host, until when, and who waits for it, first come first. */
export interface Control {
  readonly userId: string | null;
  readonly untilServerTime: number | null;
  readonly requests: readonly string[];
}

/** Who did what; `by` is null where only the time was up. */
export interface Activity {
  readonly entry: number;
  readonly by: string | null;
  readonly what: string;
  readonly about: string | null;
  readonly serverTime: number;
  readonly undoable: boolean;
}

export interface Ban {
  readonly userId: string;
  readonly kind: "kick" | "ban";
  readonly network: boolean;
  readonly untilServerTime: number | null;
  /** What they were called in the room. */
  readonly name: string | null;
}

export interface Settings {
  readonly control: "host" | "granted" | "everyone";
  readonly chat: "on" | "slow" | "off";
  readonly slowModeMs: number;
  readonly latency: "live" | "stable";
  readonly waitFor: "nobody" | "everyone";
  readonly membersMax: number;
}

export interface SourceInput {
  readonly kind: SourceKind;
  readonly src?: string;
  readonly title?: string;
  readonly duration?: number;
  readonly loop?: boolean;
}

/** The room's moment: from `baseServerTime` on, the media is at `baseMediaTime` and goes on at `playbackRate` if it plays. */
export interface Timeline {
  readonly kind: SourceKind;
  readonly src: string | null;
  readonly title: string | null;
  readonly isPlaying: boolean;
  readonly baseMediaTime: number;
  readonly baseServerTime: number;
  readonly playbackRate: number;
  readonly duration: number | null;
  readonly loop: boolean;
  readonly version: number;
  readonly by: string | null;
  readonly reason: string | null;
}

export interface ChatMessage {
  readonly seq: number;
  readonly from: Author;
  readonly text: string;
  readonly serverTime: number;
  readonly mediaTime: number | null;
}

export interface ChatPage {
  readonly messages: readonly ChatMessage[];
  readonly more: boolean;
}

export interface Reaction {
  readonly from: Author;
  readonly emoji: string;
  readonly serverTime: number;
  readonly mediaTime: number | null;
}

export interface Presence {
  readonly users: readonly Member[];
  readonly total: number;
}

export interface RoomFacts {
  readonly roomId: string;
  readonly roomName: string;
  readonly hostId: string;
}

export type Quality = "high" | "medium" | "low" | "auto" | "off";
export type StopReason = "host" | "host-lost" | "room-closed";

/** What a host sends: packets of 20 ms. The rate is 48 kHz, `audioBitrate` in kbit/s. */
export interface Feed {
  readonly codec: "opus" | "pcm";
  readonly sampleRate: number;
  readonly channels: number;
  readonly audioBitrate: number;
}

/** A host's live sound; `waitsSinceServerTime` while nothing comes of it. */
export interface Broadcast {
  readonly broadcastId: string;
  readonly epoch: number;
  readonly hostId: string;
  readonly codec: Feed["codec"];
  readonly sampleRate: number;
  readonly channels: number;
  readonly tiers: readonly number[];
  readonly playoutDelayMs: number;
  readonly startedAt: number;
  readonly waitsSinceServerTime: number | null;
}

/** `bitrate` in kbit/s, `latency` in ms from capture to playing, `bufferLevel` 0 to 100. */
export interface BroadcastStats {
  readonly bitrate: number;
  readonly latency: number;
  readonly bufferLevel: number;
  readonly guestCount: number;
  readonly quality: Quality;
  readonly tiers: readonly number[];
  readonly syncSpreadMs: number;
}

/** What one guest is sent, and since when that is so: as asked, because it was too slow, or because it recovered. */
export interface QualityNow {
  readonly quality: Quality;
  readonly bitrate: number;
  readonly reason: string;
}

/** What one client sees of its own playback; `lateP95Ms` and `lateP99Ms` are of live sound alone. */
export interface Report {
  readonly driftMs: number;
  readonly rttMs: number;
  readonly bufferMs: number;
  readonly lateP95Ms?: number;
  readonly lateP99Ms?: number;
  readonly underruns: number;
  readonly seeks: number;
}

export type JoinMessage = {
  readonly type: "join";
  readonly roomId: string;
  readonly name: string;
  readonly token?: string;
  readonly password?: string;
  readonly audio?: "auto" | "off";
  readonly since?: { readonly chat: number };
};

/** A message that is answered when it carries an id. */
export type Command =
  | JoinMessage
  | { readonly type: "play" }
  | { readonly type: "pause" }
  | { readonly type: "seek"; readonly toMediaTime: number }
  | { readonly type: "rate"; readonly playbackRate: number }
  | ({ readonly type: "source" } & SourceInput)
  | { readonly type: "chat"; readonly text: string }
  | { readonly type: "chat:history"; readonly before?: number; readonly limit?: number }
  | { readonly type: "chat:delete"; readonly seq: number }
  | { readonly type: "host:transfer"; readonly to: string }
  | { readonly type: "control:request" }
  | { readonly type: "control:release" }
  | { readonly type: "control:grant"; readonly to: string; readonly seconds?: number }
  | { readonly type: "control:revoke"; readonly to: string }
  | { readonly type: "member:role"; readonly userId: string; readonly role: "guest" | "moderator" }
  | { readonly type: "member:mute"; readonly userId: string }
  | { readonly type: "member:unmute"; readonly userId: string }
  | { readonly type: "member:kick"; readonly userId: string }
  | { readonly type: "member:ban"; readonly userId: string; readonly network?: boolean; readonly seconds?: number }
  | { readonly type: "member:unban"; readonly userId: string }
  | { readonly type: "undo"; readonly entry: number }
  | { readonly type: "access"; readonly listed?: boolean; readonly password?: string; readonly invite?: boolean }
  | { readonly type: "react"; readonly emoji: string }
  | { readonly type: "ready"; readonly ready: boolean; readonly bufferedMs?: number }
  | ({ readonly type: "broadcast:start" } & Feed)
  | { readonly type: "broadcast:stop" }
  | { readonly type: "quality:request"; readonly quality: Quality }
  | ({ readonly type: "settings" } & Partial<Settings>);

/** A message nobody waits for an answer to. */
export type Notice =
  | { readonly type: "leave" }
  | { readonly type: "ping"; readonly t0: number }
  | ({ readonly type: "report" } & Report);

export type ClientMessage = (Command & { readonly id?: string }) | Notice;

export interface Joined {
  readonly type: "joined";
  readonly re: string | null;
  readonly protocol: number;
  readonly you: Author;
  readonly token: string;
  readonly room: RoomFacts;
  readonly state: Timeline | null;
  readonly presence: Presence;
  readonly chat: ChatPage;
  readonly broadcast: Broadcast | null;
  readonly settings: Settings;
  readonly access: Access;
  readonly control: Control;
  readonly activity: readonly Activity[];
  /** For the host and moderators. */
  readonly bans: readonly Ban[];
  readonly serverTime: number;
}

export type ServerMessage =
  | Joined
  | { readonly type: "state"; readonly timeline: Timeline }
  | { readonly type: "resync"; readonly timeline: Timeline }
  | ({ readonly type: "presence" } & Presence)
  | { readonly type: "user:joined"; readonly user: Member; readonly total: number }
  | { readonly type: "user:left"; readonly userId: string; readonly total: number }
  | { readonly type: "user:changed"; readonly user: Member; readonly total: number }
  | {
      readonly type: "users";
      readonly joined: readonly Member[];
      /** Their ids. */
      readonly left: readonly string[];
      readonly changed: readonly Member[];
      readonly total: number;
    }
  | { readonly type: "pong"; readonly t0: number; readonly t1: number; readonly t2: number }
  | ({ readonly type: "chat" } & ChatMessage)
  | ({ readonly type: "chat:history"; readonly re: string | null } & ChatPage)
  | { readonly type: "chat:deleted"; readonly seq: number }
  | ({ readonly type: "reaction" } & Reaction)
  | { readonly type: "settings"; readonly settings: Settings }
  | { readonly type: "access"; readonly access: Access }
  | { readonly type: "control:requested"; readonly user: Member; readonly control: Control }
  | { readonly type: "control:changed"; readonly control: Control }
  | { readonly type: "activity"; readonly activity: Activity }
  | { readonly type: "broadcast:started"; readonly broadcast: Broadcast }
  | { readonly type: "broadcast:waiting"; readonly broadcastId: string; readonly sinceServerTime: number }
  | { readonly type: "broadcast:stopped"; readonly reason: StopReason }
  | ({ readonly type: "broadcast:stats" } & BroadcastStats)
  | { readonly type: "broadcast:demand"; readonly tiers: readonly number[] }
  | { readonly type: "broadcast:delay"; readonly playoutDelayMs: number; readonly fromSeq: number }
  | ({ readonly type: "quality" } & QualityNow)
  | { readonly type: "token"; readonly token: string }
  | {
      readonly type: "ack";
      readonly re: string;
      /** Both answer `broadcast:start` alone. */
      readonly broadcastId: string | null;
      readonly epoch: number | null;
    }
  | { readonly type: "error"; readonly code: string; readonly message: string; readonly re: string | null }
  | { readonly type: "room:closed"; readonly reason: string }
  | Bye;

export interface Bye {
  readonly type: "bye";
  readonly code: string;
  readonly reason: string;
  readonly mayReturn: boolean;
  readonly retryAfterMs: number | null;
}
