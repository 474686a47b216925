import type { Timeline } from "../protocol/messages";
import { expose } from "../room/debug";
import type { RoomSession } from "../room/session";
import type { RoomState } from "../room/state";
import { targetSeconds } from "../room/timeline";
import { Follower } from "./follower";
import { createLatencyBook, tabStorage } from "./latency";
import { type Media, openMedia } from "./media";
import { createMediaKeys } from "./mediaKeys";
import { startableS } from "./moment";
import { askForUrl, createPass, type PlaybackUrl } from "./pass";
import { createReporter } from "./reporter";
import { type MediaChoices, NO_CHOICES, type Player, type PlayerError, type PlayerState } from "./state";
import { moved, turned, viewOf } from "./view";

const TICK_MS = 50;
/** How often the page is told where we are while nothing else happens. */
const SHOW_EVERY_MS = 250;
/** Loading begins a little ahead of the room, which goes on meanwhile. */
const LOADING_TAKES_S = 0.8;

export interface PlayerOptions {
  readonly session: RoomSession;
  readonly element: HTMLVideoElement | HTMLAudioElement;
}

/** Keeps the element at the room's moment. It makes the element's source, position and rate its own. */
export function createPlayer(options: PlayerOptions): Player {
  return new RoomPlayer(options);
}

const AT_FIRST: PlayerState = {
  phase: "empty",
  error: null,
  positionS: 0,
  durationS: null,
  bufferedToS: 0,
  driftMs: null,
  inStep: "unknown",
  rate: 1,
  volume: 1,
  muted: false,
  levels: [],
  level: -1,
  subtitles: [],
  subtitle: -1,
  hardSeeks: 0,
  underruns: 0,
  driftHistory: [],
};

class RoomPlayer implements Player {
  private readonly session: RoomSession;
  private readonly element: HTMLMediaElement;
  private readonly latencies = createLatencyBook(tabStorage());
  private readonly follower: Follower;
  private readonly keys;
  private readonly reporter;
  private readonly stops: (() => void)[] = [];
  private readonly listeners = new Set<() => void>();
  private snapshot: PlayerState;
  private media: Media | null = null;
  private src: string | null = null;
  private loaded = false;
  private choices: MediaChoices = NO_CHOICES;
  private level = -1;
  private subtitle = -1;
  private error: PlayerError | null = null;
  private shownMs = 0;
  private toldDurationOf: string | null = null;

  constructor({ session, element }: PlayerOptions) {
    this.session = session;
    this.element = element;
    this.snapshot = { ...AT_FIRST, volume: element.volume, muted: element.muted };
    this.follower = new Follower({
      media: element,
      serverNowMs: () => session.serverNowMs(),
      latencies: this.latencies,
      onChange: () => this.show(),
    });
    this.reporter = createReporter(session, element);
    this.keys = createMediaKeys(session, () => this.snapshot.positionS);
    const ticking = setInterval(() => this.tick(), TICK_MS);
    const onVisible = () => document.visibilityState === "visible" && this.follower.wake();
    const onVolume = () => this.show();
    document.addEventListener("visibilitychange", onVisible);
    element.addEventListener("volumechange", onVolume);
    this.stops.push(
      () => clearInterval(ticking),
      () => document.removeEventListener("visibilitychange", onVisible),
      () => element.removeEventListener("volumechange", onVolume),
      session.subscribe(() => this.sync()),
      expose("player", () => ({
        ...this.snapshot,
        ...this.follower.status(),
        latencies: this.latencies.all(),
        currentTimeS: element.currentTime,
      })),
    );
    this.sync();
  }

  state(): PlayerState {
    return this.snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Browsers remember the gesture with the element that was played in it, even if it is stopped before it sounds. */
  async unlock(): Promise<void> {
    const started = this.element.play().catch(() => undefined);
    this.element.pause();
    this.follower.again();
    await started;
  }

  setVolume(volume: number): void {
    this.element.volume = Math.min(1, Math.max(0, volume));
  }

  setMuted(muted: boolean): void {
    this.element.muted = muted;
  }

  selectLevel(id: number): void {
    this.level = id;
    this.media?.selectLevel(id);
    this.show();
  }

  selectSubtitles(id: number): void {
    this.subtitle = id;
    this.media?.selectSubtitles(id);
    this.show();
  }

  retry(): void {
    this.unload();
    this.sync();
  }

  destroy(): void {
    this.stops.splice(0).forEach((stop) => {
      stop();
    });
    this.unload();
    this.follower.destroy();
    this.listeners.clear();
  }

  private sync(): void {
    const room = this.session.state().room;
    const timeline = room && this.goalOf(room);
    if (room === null || timeline === null || timeline.src === null || timeline.kind === "live") {
      this.unload();
    } else {
      if (timeline.src !== this.src) {
        this.unload();
        this.load(timeline, timeline.src, room);
      }
      this.element.loop = timeline.loop;
      if (this.loaded && this.error === null && this.session.clockReady()) {
        this.follower.follow(timeline);
      }
    }
    this.show();
  }

  /** A start is prepared before its time, everything else is done in its time. The media's own length fills in for one nobody told. */
  private goalOf({ timeline, next }: RoomState): Timeline | null {
    const starts = next !== null && timeline !== null && next.isPlaying && !timeline.isPlaying;
    const goal = starts ? next : timeline;
    return goal === null || goal.duration !== null ? goal : { ...goal, duration: this.mediaDuration() };
  }

  private mediaDuration(): number | null {
    const { duration } = this.element;
    return this.loaded && Number.isFinite(duration) && duration > 0 ? duration : null;
  }

  private load(timeline: Timeline, src: string, room: RoomState): void {
    this.src = src;
    this.keys.show(timeline, room.roomName);
    const pass = (renews: boolean) =>
      createPass(
        () => this.askForUrl(room.roomId, src, renews),
        () => this.session.serverNowMs(),
      );
    this.media = openMedia(this.element, { kind: timeline.kind, src, pass }, () => this.startS(), {
      loaded: () => {
        this.loaded = true;
        this.follower.release();
        this.tellDuration();
        this.sync();
      },
      choices: (choices) => {
        this.choices = choices;
        this.show();
      },
      failed: (error) => {
        this.error = error;
        this.follower.release();
        this.show();
      },
    });
  }

  /** Without our server the media of somebody else can still be played, unless it has to be signed. */
  private askForUrl(roomId: string, src: string, renews: boolean): Promise<PlaybackUrl> {
    return askForUrl(roomId, this.session.token(), renews).catch((error: unknown) => {
      if (src.startsWith("/")) {
        throw error;
      }
      return { url: src, expiresAt: this.session.serverNowMs() };
    });
  }

  private startS(): number {
    const room = this.session.state().room;
    const timeline = room && this.goalOf(room);
    if (timeline === null) {
      return 0;
    }
    return startableS(timeline, targetSeconds(timeline, this.session.serverNowMs() + LOADING_TAKES_S * 1_000));
  }

  private unload(): void {
    if (this.src !== null) {
      this.follower.release();
      this.media?.destroy();
      this.media = null;
      this.src = null;
      this.loaded = false;
      this.error = null;
      this.choices = NO_CHOICES;
      this.level = -1;
      this.subtitle = -1;
      this.reporter.forget();
      this.keys.hide();
    }
  }

  /** Only a player finds out how long a film is; the host's tells the room. */
  private tellDuration(): void {
    const room = this.session.state().room;
    const timeline = room?.timeline;
    const duration = this.mediaDuration();
    const asked = room?.you.role === "host" && timeline?.duration === null && this.toldDurationOf !== this.src;
    if (asked && timeline && timeline.src !== null && duration !== null) {
      this.toldDurationOf = this.src;
      const { kind, src, title, loop } = timeline;
      this.session.source({ kind, src, title: title ?? "", loop, duration }).catch(() => undefined);
    }
  }

  private tick(): void {
    this.sync();
    this.follower.tick();
    this.reporter.tick(this.follower.status());
  }

  /** Tells the page at once when something turned, and else a few times a second. */
  private show(): void {
    const next = this.look();
    const nowMs = performance.now();
    const due = nowMs - this.shownMs >= SHOW_EVERY_MS && moved(this.snapshot, next);
    if (!due && !turned(this.snapshot, next)) {
      return;
    }
    this.shownMs = nowMs;
    this.snapshot = next;
    const playing = next.phase === "playing" || next.phase === "buffering";
    this.keys.position(playing, next.positionS, next.durationS, next.rate);
    for (const listener of this.listeners) {
      listener();
    }
  }

  private look(): PlayerState {
    const room = this.session.state().room;
    return viewOf({
      goal: room && this.goalOf(room),
      media: this.element,
      follower: this.follower.status(),
      loading: this.src !== null,
      error: this.error,
      durationS: this.mediaDuration(),
      serverNowMs: this.session.serverNowMs(),
      clockReady: this.session.clockReady(),
      choices: this.choices,
      level: this.level,
      subtitle: this.subtitle,
      driftHistory: this.reporter.history(),
      before: this.snapshot,
    });
  }
}
