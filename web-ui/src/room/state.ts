import type { Access, Activity, Author, Ban, Control, Member, Role, Settings, Timeline } from "../protocol/messages";
import type { OnAir } from "./broadcast";
import type { Names } from "./names";

/** One line of the chat. A line on its way is `pending` and has no `seq` yet; `key` stays the same when it comes back. */
export interface ChatLine {
  readonly key: string;
  readonly seq: number | null;
  readonly from: Author;
  readonly text: string;
  readonly serverTime: number;
  readonly mediaTime: number | null;
  readonly pending: boolean;
}

export type MarginNoteKind =
  | "joined"
  | "left"
  | "host"
  | "played"
  | "paused"
  | "seeked"
  | "rate"
  | "source"
  | "waiting";

/** What happened in the room besides talk: "Ann paused at 12:03". `atMs` is a server instant, to be sorted among chat. */
export interface MarginNote {
  readonly key: string;
  readonly kind: MarginNoteKind;
  readonly who: { readonly id: string; readonly name: string } | null;
  readonly atMs: number;
  /** Where the media then was; for a seek, where it went. */
  readonly mediaTime: number | null;
  readonly rate: number | null;
}

/** All that a guest knows of the room. `timeline` holds now; `next`, where there is one, at its `baseServerTime`. */
export interface RoomState extends OnAir {
  readonly roomId: string;
  readonly roomName: string;
  readonly hostId: string;
  readonly you: { readonly id: string; readonly name: string; readonly role: Role };
  readonly members: readonly Member[];
  readonly total: number;
  /** Oldest first; lines on their way stand last. */
  readonly chat: readonly ChatLine[];
  readonly chatMore: boolean;
  /** Numbers of the chat that no line has any more. */
  readonly chatGone: readonly { readonly from: number; readonly to: number }[];
  readonly timeline: Timeline | null;
  readonly next: Timeline | null;
  readonly settings: Settings;
  readonly access: Access;
  readonly control: Control;
  /** Who did what, oldest first. */
  readonly activity: readonly Activity[];
  /** Who is called what, those who left too. */
  readonly names: Names;
  /** Told to the host and moderators, as of when they came. */
  readonly bans: readonly Ban[];
  readonly margin: readonly MarginNote[];
  /** Who was here before our connection broke and is not here again yet: until the server's instant they are only coming back. */
  readonly awaited: readonly { readonly id: string; readonly untilMs: number }[];
  readonly canControl: boolean;
}
