import type { RawSocket } from "./wire";

/** The far end of a wire, for tests: keeps what was sent and says what it is told to. */
export interface FakeSocket extends RawSocket {
  readonly sent: Record<string, unknown>[];
  readonly sentBinary: ArrayBuffer[];
  closed: boolean;
  open(): void;
  say(message: Record<string, unknown>): void;
  sound(frame: ArrayBuffer): void;
  drop(): void;
  last(type: string): Record<string, unknown> | undefined;
}

export function createFakeSocket(): FakeSocket {
  const fake: FakeSocket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    sent: [],
    sentBinary: [],
    closed: false,
    send(data) {
      if (typeof data === "string") {
        fake.sent.push(JSON.parse(data));
      } else {
        fake.sentBinary.push(data);
      }
    },
    bufferedAmount: () => fake.sentBinary.reduce((sum, frame) => sum + frame.byteLength, 0),
    close() {
      fake.closed = true;
    },
    open: () => fake.onopen?.(),
    say: (message) => fake.onmessage?.({ data: JSON.stringify(message) }),
    sound: (frame) => fake.onmessage?.({ data: frame }),
    drop() {
      fake.closed = true;
      fake.onclose?.();
    },
    last: (type) => fake.sent.filter((message) => message.type === type).at(-1),
  };
  return fake;
}

export const FAKE_SERVER_TIME = 1_795_000_000_000;

export function joinedMessage(patch: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: "joined",
    protocol: 1,
    you: { id: "ann", name: "Ann", role: "guest" },
    token: "token-1",
    room: { roomId: "room000001", roomName: "Friday film", hostId: "ben" },
    state: {
      kind: "video",
      src: "/media/film/master.m3u8",
      title: "Film",
      duration: 120,
      loop: false,
      isPlaying: true,
      baseMediaTime: 10,
      baseServerTime: FAKE_SERVER_TIME,
      playbackRate: 1,
      version: 3,
      by: "ben",
      reason: "play",
    },
    presence: {
      users: [
        { id: "ben", name: "Ben", role: "host", ready: true, suspended: null, joinedAt: FAKE_SERVER_TIME - 9_000 },
        { id: "ann", name: "Ann", role: "guest", ready: false, suspended: null, joinedAt: FAKE_SERVER_TIME },
      ],
      total: 2,
    },
    chat: { messages: [], more: false },
    broadcast: null,
    settings: {
      control: "host",
      chat: "on",
      slowModeMs: 5_000,
      latency: "live",
      waitFor: "nobody",
      membersMax: 1_000,
    },
    serverTime: FAKE_SERVER_TIME,
    ...patch,
  };
}

export function broadcastMessage(patch: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    broadcastId: "cast-1",
    epoch: 1,
    hostId: "ben",
    codec: "opus",
    sampleRate: 48_000,
    channels: 2,
    tiers: [0, 1, 2],
    playoutDelayMs: 400,
    startedAt: FAKE_SERVER_TIME,
    ...patch,
  };
}

export function chatMessage(seq: number, text: string, from = "ben"): Record<string, unknown> {
  return {
    seq,
    from: { id: from, name: from, role: from === "ben" ? "host" : "guest" },
    text,
    serverTime: FAKE_SERVER_TIME + seq,
    mediaTime: 10,
  };
}
