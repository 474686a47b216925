import { askJson, ProblemError } from "./problem";
import type { SourceKind } from "./samples";
import { isRecord, number, present, text } from "./shape";

export interface ListedRoom {
  roomId: string;
  roomName: string;
  hostName: string | null;
  guestCount: number;
  isLive: boolean;
  kind: string | null;
  title: string | null;
  asksFor: AskedAtDoor;
  createdAt: number;
}

/** What a newcomer needs besides the link. */
export interface AskedAtDoor {
  password: boolean;
  invite: boolean;
}

export interface RoomPage {
  rooms: ListedRoom[];
  next: string | null;
}

const ROOMS_A_PAGE = 12;

export async function listRooms(after: string | null): Promise<RoomPage> {
  const query = new URLSearchParams({ limit: String(ROOMS_A_PAGE), ...(after === null ? {} : { after }) });
  const body = await askJson(`/api/rooms?${query}`);
  if (!isRecord(body) || !Array.isArray(body.rooms)) throw new ProblemError("internal");
  return { rooms: body.rooms.map(listedRoomOf).filter(present), next: text(body.next) };
}

function listedRoomOf(value: unknown): ListedRoom | null {
  if (!isRecord(value) || typeof value.roomId !== "string" || typeof value.roomName !== "string") return null;
  return {
    roomId: value.roomId,
    roomName: value.roomName,
    hostName: text(value.hostName),
    guestCount: number(value.guestCount) ?? 0,
    isLive: value.isLive === true,
    kind: text(value.kind),
    title: text(value.title),
    asksFor: askedAtDoorOf(value.access),
    createdAt: number(value.createdAt) ?? 0,
  };
}

function askedAtDoorOf(access: unknown): AskedAtDoor {
  return isRecord(access)
    ? { password: access.password === true, invite: access.invite === true }
    : { password: false, invite: false };
}

export interface NewSource {
  kind: SourceKind;
  src: string;
  title: string;
  duration?: number;
  loop?: boolean;
}

/** A host's own sound, which comes over the socket. */
export interface LiveSource {
  kind: "live";
  title: string;
}

export interface NewRoom {
  roomName: string;
  source: NewSource | LiveSource;
  access: { listed: boolean; password?: string };
}

export interface OpenedRoom {
  roomId: string;
  hostId: string;
  token: string;
}

export async function openRoom(room: NewRoom): Promise<OpenedRoom> {
  const body = await askJson("/api/rooms", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(room),
  });
  if (!isRecord(body)) throw new ProblemError("internal");
  const { roomId, hostId, token } = body;
  if (typeof roomId !== "string" || typeof hostId !== "string" || typeof token !== "string") {
    throw new ProblemError("internal");
  }
  return { roomId, hostId, token };
}

/** What a guest sees at the door. */
export interface RoomAtDoor {
  roomName: string;
  hostId: string | null;
  people: { id: string; name: string }[];
  total: number;
  kind: string | null;
  src: string | null;
  title: string | null;
  asksFor: AskedAtDoor;
}

export async function roomAtDoor(roomId: string): Promise<RoomAtDoor> {
  const body = await askJson(`/api/rooms/${encodeURIComponent(roomId)}`);
  if (!isRecord(body) || typeof body.roomName !== "string") throw new ProblemError("internal");
  const source = isRecord(body.source) ? body.source : {};
  const stats = isRecord(body.stats) ? body.stats : {};
  const people = (Array.isArray(body.participants) ? body.participants : []).map(personOf).filter(present);
  return {
    roomName: body.roomName,
    hostId: text(body.hostId),
    people,
    total: Math.max(people.length, number(stats.guestCount) ?? 0),
    kind: text(source.kind),
    src: text(source.src),
    title: text(source.title),
    asksFor: askedAtDoorOf(body.access),
  };
}

export interface TakenSeat {
  token: string;
  userId: string;
}

/** Trades what lets a newcomer in for a token. */
export async function takeSeat(
  roomId: string,
  shown: { name: string; password?: string; invite?: string },
): Promise<TakenSeat> {
  const body = await askJson(`/api/rooms/${encodeURIComponent(roomId)}/tokens`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(shown),
  });
  if (!isRecord(body) || typeof body.token !== "string" || typeof body.userId !== "string") {
    throw new ProblemError("internal");
  }
  return { token: body.token, userId: body.userId };
}

/** A link that lets somebody in; the host and moderators make them. */
export async function makeInvite(roomId: string, token: string, limits: { uses?: number }): Promise<string> {
  const body = await askJson(`/api/rooms/${encodeURIComponent(roomId)}/invites`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify(limits),
  });
  if (!isRecord(body) || typeof body.url !== "string") throw new ProblemError("internal");
  return body.url;
}

/** One that still lets somebody in; its link was told to whoever made it, once. */
export interface StandingInvite {
  inviteId: string;
  expiresAt: number;
  /** Null where they are not counted. */
  uses: number | null;
  used: number;
}

export async function standingInvites(roomId: string, token: string): Promise<StandingInvite[]> {
  const body = await askJson(`/api/rooms/${encodeURIComponent(roomId)}/invites`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!isRecord(body) || !Array.isArray(body.invites)) throw new ProblemError("internal");
  return body.invites.map(standingInviteOf).filter(present);
}

function standingInviteOf(value: unknown): StandingInvite | null {
  if (!isRecord(value) || typeof value.inviteId !== "string") return null;
  return {
    inviteId: value.inviteId,
    expiresAt: number(value.expiresAt) ?? 0,
    uses: number(value.uses),
    used: number(value.used) ?? 0,
  };
}

/** From then on it lets nobody in. */
export async function revokeInvite(roomId: string, token: string, inviteId: string): Promise<void> {
  await askJson(`/api/rooms/${encodeURIComponent(roomId)}/invites/${encodeURIComponent(inviteId)}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${token}` },
  });
}

/** Who may not come in now; the host and moderators are told. */
export interface StandingBan {
  userId: string;
  /** What they were called in the room, if they were there. */
  name: string | null;
  /** Nobody from where they were may come in. */
  network: boolean;
  /** Null for ever. */
  untilServerTime: number | null;
}

export async function standingBans(roomId: string, token: string): Promise<StandingBan[]> {
  const body = await askJson(`/api/rooms/${encodeURIComponent(roomId)}/bans`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!isRecord(body) || !Array.isArray(body.bans)) throw new ProblemError("internal");
  return body.bans.map(standingBanOf).filter(present);
}

function standingBanOf(value: unknown): StandingBan | null {
  if (!isRecord(value) || typeof value.userId !== "string") return null;
  return {
    userId: value.userId,
    name: text(value.name),
    network: value.network === true,
    untilServerTime: number(value.untilServerTime),
  };
}

function personOf(value: unknown): { id: string; name: string } | null {
  if (!isRecord(value) || typeof value.id !== "string" || typeof value.name !== "string") return null;
  return { id: value.id, name: value.name };
}

export async function closeRoom(roomId: string, token: string): Promise<void> {
  await askJson(`/api/rooms/${encodeURIComponent(roomId)}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${token}` },
  });
}
