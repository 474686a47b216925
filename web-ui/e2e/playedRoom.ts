import type { Page, WebSocketRoute } from "@playwright/test";

/** A room that is only played, so that every state of the page can be had at once; the page itself is the real one. */
export const PLAYED_ROOM = "k3v9xq2m7p";

type Wire = Record<string, unknown>;
type Send = (message: Wire) => void;

export interface PlayedRoom {
  host?: boolean;
  roomName?: string;
  people?: readonly Wire[];
  total?: number;
  chat?: readonly Wire[];
  chatMore?: boolean;
  state?: Wire;
  settings?: Wire;
  /** Comes in by the door instead of on a seat kept from before. */
  stranger?: boolean;
  gone?: boolean;
  /** Answers a message itself; true when it did. */
  answer?: (message: Wire, send: Send) => boolean;
}

export interface Stagehand {
  send: Send;
  /** Ends the connection, and every new one at once. */
  cut: () => Promise<void>;
  /** Ends the connection once: the next one holds. */
  blink: () => Promise<void>;
}

const MINUTE_MS = 60_000;

export function person(id: string, name: string, more: Wire = {}): Wire {
  return {
    id,
    name,
    role: "guest",
    ready: true,
    suspended: null,
    joinedAt: Date.now() - MINUTE_MS,
    muted: false,
    ...more,
  };
}

export const ANN = person("u-ann", "Ann", { role: "host" });
export const COMPANY: readonly Wire[] = [
  ANN,
  person("u-ben", "Ben Okafor", { ready: false }),
  person("u-cleo", "Cleo"),
  person("u-dora", "Dora van der Berg"),
];
const YOU = person("u-you", "Alto Fox");

export function line(seq: number, from: Wire | undefined, text: string): Wire {
  const serverTime = Date.now() - 10 * MINUTE_MS + seq * MINUTE_MS;
  return { seq, from: { id: from?.id, name: from?.name, role: from?.role }, text, serverTime, mediaTime: 0 };
}

export const TALK: readonly Wire[] = [
  line(1, ANN, "Hello everyone, the popcorn is nearly done."),
  line(2, COMPANY[1], "hi! ✨"),
  line(3, COMPANY[1], "two minutes please, kettle"),
  line(4, COMPANY[2], "Somebody wrote about this scene: https://example.org/talks/strokes?at=42 (worth it)."),
  line(5, ANN, "<b>Ready?</b> I press play."),
  line(6, YOU, "Ready."),
  line(7, COMPANY[3], "Averylongwordwithoutanyspacesthatmustnotbreakthelayoutofthechat".repeat(2)),
];

export function playing(more: Wire = {}): Wire {
  return {
    kind: "video",
    src: "/media/film/master.m3u8",
    title: "The sample film",
    isPlaying: true,
    baseMediaTime: 42,
    baseServerTime: Date.now(),
    playbackRate: 1,
    duration: 120,
    loop: false,
    version: 7,
    by: "u-ann",
    reason: "play",
    ...more,
  };
}

export const standing = (more: Wire = {}) => playing({ isPlaying: false, baseMediaTime: 0, reason: "opened", ...more });

const SETTINGS = {
  control: "host",
  chat: "on",
  slowModeMs: 5000,
  latency: "live",
  waitFor: "nobody",
  membersMax: 1000,
};

/** Takes the server's part for this page: the room's description, and what is said over its socket. */
export async function playRoom(page: Page, played: PlayedRoom = {}): Promise<Stagehand> {
  const { host = false, roomName = "Friday film", people = COMPANY, chat = TALK, state = playing() } = played;
  const you: Wire = { ...YOU, role: host ? "host" : "guest" };
  const users = host ? [you, ...people.filter(({ role }) => role !== "host")] : [...people, you];
  const joined: Wire = {
    type: "joined",
    protocol: 1,
    you: { id: you.id, name: you.name, role: you.role },
    token: "played",
    room: { roomId: PLAYED_ROOM, roomName, hostId: host ? you.id : ANN.id },
    state,
    presence: { users, total: played.total ?? users.length },
    chat: { messages: chat, more: played.chatMore ?? false },
    broadcast: null,
    settings: { ...SETTINGS, ...played.settings },
  };
  await page.route(`**/api/rooms/${PLAYED_ROOM}`, (route) =>
    played.gone
      ? route.fulfill({ status: 404, json: { code: "room-not-found" } })
      : route.fulfill({ json: { roomName, hostId: ANN.id, participants: people, source: state } }),
  );
  // Addresses are the server's to sign, so it is asked for one of the same source in a room of its own.
  await page.route(`**/api/rooms/${PLAYED_ROOM}/playback-url*`, async (route) => {
    const { origin } = new URL(route.request().url());
    const { kind, src } = state;
    const json = { roomName, source: { kind, src }, access: { listed: false } };
    const opened = await (await route.fetch({ url: `${origin}/api/rooms`, method: "POST", postData: json })).json();
    const headers = { authorization: `Bearer ${opened.token}` };
    await route.fulfill({
      response: await route.fetch({ url: `${origin}/api/rooms/${opened.roomId}/playback-url`, headers }),
    });
  });
  if (!played.stranger) await keepSeat(page);
  return playSocket(page, joined, played.answer);
}

async function keepSeat(page: Page): Promise<void> {
  await page.addInitScript((roomId) => {
    localStorage.setItem(`tutti.room.${roomId}`, JSON.stringify({ token: "played", userId: "u-you" }));
    localStorage.setItem("tutti.name", "Alto Fox");
  }, PLAYED_ROOM);
}

async function playSocket(page: Page, joined: Wire, answer: PlayedRoom["answer"]): Promise<Stagehand> {
  let socket: WebSocketRoute | null = null;
  let cut = false;
  await page.routeWebSocket(/\/ws$/, (opened) => {
    if (cut) {
      void opened.close({ code: 1011 });
      return;
    }
    socket = opened;
    const send: Send = (message) => opened.send(JSON.stringify(message));
    opened.onMessage((raw) => {
      const message = JSON.parse(String(raw)) as Wire;
      const nowMs = Date.now();
      if (message.type === "join") send({ ...joined, re: message.id, serverTime: nowMs });
      else if (message.type === "ping") send({ type: "pong", t0: message.t0, t1: nowMs, t2: nowMs });
      else if (!answer?.(message, send) && message.id) send({ type: "ack", re: message.id });
    });
  });
  return {
    send: (message) => socket?.send(JSON.stringify(message)),
    blink: async () => {
      await socket?.close({ code: 1011 });
    },
    cut: async () => {
      cut = true;
      await socket?.close({ code: 1011 });
    },
  };
}
