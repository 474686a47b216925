import { onWake, openBrowserSocket, socketUrl } from "../connection/browser";
import { createServerClock, type ServerClock } from "../connection/clock";
import { createInsistence } from "../connection/insistence";
import { type Answer, createIds, createRequests, RefusedError } from "../connection/requests";
import { createRoomSocket, type RoomSocket } from "../connection/socket";
import type { ConnectionState } from "../connection/state";
import type { RawSocket } from "../connection/wire";
import type {
  Command,
  Feed,
  Joined,
  JoinMessage,
  Quality,
  Reaction,
  Report,
  ServerMessage,
  Settings,
  SourceInput,
} from "../protocol/messages";
import { after, entered, settled, talkOf } from "./after";
import { type Broadcasting, createBroadcasting, type Grant } from "./broadcasting";
import { lastSeq, type Span } from "./chat";
import { Conversation } from "./conversation";
import { expose } from "./debug";
import { browserStorage, createSeat, type SeatStorage } from "./seat";
import { createSoundFrames } from "./soundFrames";
import type { RoomState } from "./state";

/** On coming back these are told once more, and those that are not were deleted while we were away. */
const LINES_LOOKED_AT_AGAIN = 50;

export interface SessionState {
  readonly connection: ConnectionState;
  /** How often this seat was taken: also without a loss the server has forgotten what was granted to the wire before. */
  readonly joins: number;
  readonly room: RoomState | null;
  readonly clock: { readonly offsetMs: number; readonly rttMs: number; readonly errorMs: number } | null;
}

/** A seat in a room. Snapshots are immutable and stay the same object until something changed. Commands reject with RefusedError. */
export interface RoomSession {
  state(): SessionState;
  subscribe(listener: () => void): () => void;
  /** The server's clock, ms since the Unix epoch; a guess from this machine's clock until `clockReady`. */
  serverNowMs(): number;
  clockReady(): boolean;
  onReaction(listener: (reaction: Reaction) => void): () => void;
  /** What shows the server over HTTP that we are in this room; it may be another each time. */
  token(): string | null;
  play(): Promise<void>;
  pause(): Promise<void>;
  seek(seconds: number): Promise<void>;
  rate(rate: number): Promise<void>;
  source(source: SourceInput): Promise<void>;
  /** Resolves when the line is on disk; kept and sent again over reconnects. */
  say(text: string): Promise<void>;
  react(emoji: string): Promise<void>;
  /** Gives the room away: whoever it is becomes its host for good. */
  transferHost(userId: string): Promise<void>;
  /** Takes a line back for everyone. */
  deleteChat(seq: number): Promise<void>;
  settings(patch: Partial<Settings>): Promise<void>;
  olderChat(): Promise<void>;
  ready(ready: boolean, bufferedMs?: number): void;
  report(report: Report): void;
  /** Host's: the frames to send carry the epoch. Again after a reconnect, the same broadcast goes on in another epoch. */
  startBroadcast(feed: Feed): Promise<Grant>;
  stopBroadcast(): Promise<void>;
  /** False when it could not go out; sound is not kept for later. */
  sendSound(frame: ArrayBuffer): boolean;
  /** Bytes that were sent and are still here: how far the wire is behind. */
  bufferedAmount(): number;
  /** Frames of the host's live sound, as they come; for the first also those that came before. */
  onSound(listener: (frame: ArrayBuffer) => void): () => void;
  requestQuality(quality: Quality): Promise<void>;
  /** Control on loan, roles, who must go, who may come in. */
  order(command: OrderCommand): Promise<void>;
  leave(): void;
}

export type OrderCommand = Extract<
  Command,
  { readonly type: "access" | "undo" | `control:${string}` | `member:${string}` }
>;

export interface RoomSessionOptions {
  readonly roomId: string;
  readonly name: string;
  /** Without one, the token kept from an earlier visit of this room is used. */
  readonly token?: string;
  /** The socket's address; the page's own `/ws` by default. */
  readonly url?: string;
  /** Whether to be sent live sound from the start; it can be asked for later. */
  readonly audio?: "auto" | "off";
  /** Where the room's token is kept; null keeps none. */
  readonly storage?: SeatStorage | null;
  /** What to open sockets with; tests have their own. */
  readonly connect?: () => RawSocket;
}

export function createRoomSession(options: RoomSessionOptions): RoomSession {
  return new Session(options).asSession();
}

class Session {
  private readonly clock: ServerClock = createServerClock(
    () => performance.now(),
    () => Date.now(),
  );
  private readonly requests = createRequests();
  private readonly nextId = createIds();
  private readonly seat;
  private readonly conversation: Conversation;
  private readonly socket: RoomSocket;
  private readonly listeners = new Set<() => void>();
  private readonly broadcasting: Broadcasting;
  private readonly sound = createSoundFrames();
  private readonly reactionListeners = new Set<(reaction: Reaction) => void>();
  private readonly stops: (() => void)[] = [];
  private current: SessionState = {
    connection: { kind: "connecting", attempt: 0 },
    joins: 0,
    room: null,
    clock: null,
  };
  private turn: ReturnType<typeof setTimeout> | undefined;
  /** The stretch of our lines that the last join asked about again. */
  private looked: Span | null = null;
  private joinAskedMs = 0;
  private lastReady: { ready: boolean; bufferedMs?: number } | null = null;
  /** Who stands as unready holds up a room that waits for everyone: it is said until it was taken. */
  private readonly readiness = createInsistence({
    ask: () => this.ask({ type: "ready", ready: false, ...this.lastReady }, this.nextId()),
    answered: () => {},
    refused: () => {},
    goesOn: () => this.current.connection.kind === "open",
  });

  constructor(private readonly options: RoomSessionOptions) {
    const { roomId, token, storage, url, connect } = options;
    this.seat = createSeat(roomId, token ?? null, storage === undefined ? browserStorage() : storage);
    this.conversation = new Conversation({
      room: () => this.current.room,
      enter: (room) => this.enter(room),
      ask: (command, id) => this.ask(command, id),
      nextId: this.nextId,
      serverNowMs: () => this.clock.nowMs(),
      isOpen: () => this.current.connection.kind === "open",
    });
    this.broadcasting = createBroadcasting(
      (command) => this.ask(command, this.nextId()),
      (message) => this.socket.send(message),
    );
    this.socket = createRoomSocket({
      connect: connect ?? (() => openBrowserSocket(url ?? socketUrl())),
      join: () => this.joinMessage(),
      now: () => performance.now(),
      random: Math.random,
      events: {
        state: (connection) => this.onConnection(connection),
        joined: (message) => this.onJoined(message),
        message: (message) => this.onMessage(message),
        sound: (frame) => this.sound.take(frame),
        sample: (sample) => {
          this.clock.add(sample);
          this.publish({ clock: this.clock.reading() });
        },
        lost: () => this.requests.abandon("unavailable", "the connection was lost"),
        tokenRefused: () => this.onTokenRefused(),
      },
    });
    this.stops.push(onWake(() => this.socket.wake()));
    this.stops.push(() => this.readiness.cease());
    this.stops.push(expose("session", () => ({ ...this.current, serverNowMs: this.clock.nowMs() })));
  }

  asSession(): RoomSession {
    const order = async (command: Command) => {
      await this.ask(command, this.nextId());
    };
    return {
      state: () => this.current,
      subscribe: (listener) => listen(this.listeners, listener),
      serverNowMs: () => this.clock.nowMs(),
      clockReady: () => this.clock.ready(),
      onReaction: (listener) => listen(this.reactionListeners, listener),
      token: () => this.seat.token(),
      play: () => order({ type: "play" }),
      pause: () => order({ type: "pause" }),
      seek: (toMediaTime) => order({ type: "seek", toMediaTime }),
      rate: (playbackRate) => order({ type: "rate", playbackRate }),
      source: (source) => order({ type: "source", ...source }),
      say: (text) => this.conversation.say(text),
      react: (emoji) => order({ type: "react", emoji }),
      transferHost: (to) => order({ type: "host:transfer", to }),
      deleteChat: (seq) => order({ type: "chat:delete", seq }),
      settings: (patch) => order({ type: "settings", ...patch }),
      olderChat: () => this.conversation.older(),
      ready: (ready, bufferedMs) => {
        this.lastReady = bufferedMs === undefined ? { ready } : { ready, bufferedMs };
        void this.readiness.ask();
      },
      report: (report) => {
        this.socket.send({ type: "report", ...report });
      },
      startBroadcast: (feed) => this.broadcasting.start(feed),
      stopBroadcast: () => this.broadcasting.stop(),
      sendSound: (frame) => this.socket.sendBinary(frame),
      bufferedAmount: () => this.socket.bufferedAmount(),
      onSound: (listener) => this.sound.listen(listener),
      requestQuality: (quality) => this.broadcasting.want(quality),
      order,
      leave: () => {
        this.socket.send({ type: "leave" });
        this.socket.close("left", "");
      },
    };
  }

  private joinMessage(): JoinMessage & { readonly id: string } {
    this.joinAskedMs = performance.now();
    const token = this.seat.token();
    const heard = this.current.room === null ? 0 : lastSeq(talkOf(this.current.room));
    const since = Math.max(0, heard - LINES_LOOKED_AT_AGAIN);
    this.looked = heard === 0 ? null : { from: since + 1, to: heard };
    return {
      type: "join",
      id: this.nextId(),
      roomId: this.options.roomId,
      name: this.options.name,
      ...(token === null ? {} : { token }),
      ...(this.options.audio === undefined ? {} : { audio: this.options.audio }),
      ...(heard === 0 ? {} : { since: { chat: since } }),
    };
  }

  private onTokenRefused(): boolean {
    const hadOne = this.seat.token() !== null;
    this.seat.forget();
    return hadOne;
  }

  private onConnection(connection: ConnectionState): void {
    if (connection.kind === "ended") {
      this.stops.splice(0).forEach((stop) => {
        stop();
      });
      clearTimeout(this.turn);
      const error = new RefusedError(connection.code, connection.reason);
      this.requests.abandon(connection.code, connection.reason);
      this.conversation.abandon(error);
    }
    this.publish({ connection });
  }

  private onJoined(message: Joined): void {
    this.clock.reset();
    this.clock.hint(message.serverTime, performance.now() - this.joinAskedMs);
    this.seat.keep(message.token, message.you.id);
    this.enter(entered(this.current.room, message, this.looked), this.current.joins + 1);
    if (this.lastReady !== null) {
      void this.readiness.ask();
    }
    this.broadcasting.resume();
    this.conversation.resume();
  }

  private onMessage(message: ServerMessage): void {
    if (this.requests.settle(message)) {
      return;
    }
    switch (message.type) {
      case "state":
      case "resync":
      case "presence":
      case "user:joined":
      case "user:left":
      case "user:changed":
      case "users":
      case "chat":
      case "chat:deleted":
      case "settings":
      case "access":
      case "control:requested":
      case "control:changed":
      case "activity":
      case "broadcast:started":
      case "broadcast:waiting":
      case "broadcast:stopped":
      case "broadcast:stats":
      case "broadcast:demand":
      case "broadcast:delay":
      case "quality":
        if (this.current.room !== null) {
          this.enter(after(this.current.room, message, this.clock.nowMs()));
        }
        return;
      case "reaction":
        for (const listener of this.reactionListeners) {
          listener(message);
        }
        return;
      case "token":
        if (this.current.room !== null) {
          this.seat.keep(message.token, this.current.room.you.id);
        }
        return;
      case "room:closed":
        this.socket.close("room-closed", message.reason);
        return;
      case "joined":
      case "pong":
      case "chat:history":
      case "ack":
      case "error":
      case "bye":
        return;
      default:
        message satisfies never;
    }
  }

  /** The room is now this; whatever follows from it is set going. */
  private enter(room: RoomState, joins = this.current.joins): void {
    const before = this.current.room;
    this.publish({ room, joins });
    this.conversation.heard(before, room);
    this.awaitNext(room);
  }

  private awaitNext(room: RoomState): void {
    clearTimeout(this.turn);
    if (room.next !== null) {
      const inMs = Math.max(0, room.next.baseServerTime - this.clock.nowMs());
      this.turn = setTimeout(() => this.onTurn(), inMs);
    }
  }

  private onTurn(): void {
    if (this.current.room !== null) {
      this.enter(settled(this.current.room, this.clock.nowMs()));
    }
  }

  private ask(command: Command, id: string): Promise<Answer> {
    const answer = this.requests.open(id);
    if (!this.socket.send({ ...command, id })) {
      this.requests.settle({ type: "error", code: "unavailable", message: "not connected", re: id });
    }
    return answer;
  }

  private publish(patch: Partial<SessionState>): void {
    this.current = { ...this.current, ...patch };
    for (const listener of this.listeners) {
      listener();
    }
  }
}

function listen<L>(listeners: Set<L>, listener: L): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
