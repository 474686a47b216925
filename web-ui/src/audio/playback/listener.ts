import { FRAME_FLAG } from "../../protocol/audioFrame";
import { bounded, browserStorage, createDeviceOffsets, type DeviceOffsets, outputDevice } from "./deviceOffset";
import { type Health, type ListenerState, NO_HEALTH } from "./health";
import { createLateness } from "./lateness";
import { createNowPlaying, type NowPlaying } from "./nowPlaying";
import { createPlayoutDelay } from "./playoutDelay";
import { createRelaxing } from "./relaxing";
import { openSoundPath, type Route, type SoundPath } from "./soundPath";
import type { FromDecoder, SpeakerReport, Taken } from "./threads";

const LOOK_EVERY_MS = 25;
/** Of the sound that comes before anyone may hear it: as much as the longest delay. */
const EARLY_FRAMES_MAX = 275;
/** The audio thread looks so far ahead for holes, and renders in steps. */
const AHEAD_MS = 8;
const RATE_LEARNED = 0.02;
const GESTURES = ["pointerdown", "keydown"] as const;

export interface ListenerOptions {
  /** The room's clock, from the connection. */
  readonly serverNowMs: () => number;
  readonly playoutDelayMs?: number;
  readonly offsets?: DeviceOffsets;
  /** By default to the device; a page that shows a wave puts an analyser in between. */
  readonly route?: Route;
}

/** The guest's ear: frames as they come from the socket, heard at the instant they are meant for. */
export interface Listener {
  /** The buffer is handed over and is empty afterwards. */
  feed(frame: ArrayBuffer): void;
  /** In a click. Again after `stop` or `failed` it starts anew. */
  start(): void;
  stop(): void;
  /** As the room tells it. The frames carry it already; it is needed to say how late they are. */
  setPlayoutDelay(ms: number, fromSeq?: number): void;
  setTitle(title: string): void;
  setVolume(volume: number): void;
  setMuted(muted: boolean): void;
  /** This device sounds later than the browser believes, by so many ms; kept for the device. */
  setOffset(ms: number): void;
  state(): ListenerState;
  health(): Health;
  /** By the page or by a key of this device. */
  muted(): boolean;
  /** Called after one of these changed. */
  subscribe(changed: () => void): () => void;
}

export function createListener(options: ListenerOptions): Listener {
  const { serverNowMs, route = toDevice, offsets = createDeviceOffsets(browserStorage()) } = options;
  const delay = createPlayoutDelay(options.playoutDelayMs ?? 400);
  const lateness = createLateness();
  const changes = new Set<() => void>();
  let relaxing = createRelaxing();
  let state: ListenerState = { kind: "idle" };
  let health: Health = NO_HEALTH;
  let path: SoundPath | null = null;
  let nowPlaying: NowPlaying | null = null;
  let looking: ReturnType<typeof setInterval> | undefined;
  let early: ArrayBuffer[] = [];
  /** Frames that waited for the start are late by our own doing. */
  let uncounted = 0;
  let device = "default";
  let title = "";
  let volume = 1;
  let muted = false;

  function set(next: ListenerState): void {
    if (next.kind !== state.kind) {
      state = next;
      showKeys();
      tellAll();
    }
  }

  function showKeys(): void {
    nowPlaying?.playing(state.kind === "playing" && !muted);
  }

  function learn(news: Partial<Health>): void {
    health = { ...health, ...news };
  }

  function tellAll(): void {
    for (const changed of changes) {
      changed();
    }
  }

  /** The page's clock and so much is the instant to play: what the device adds comes first, being behind after. */
  function look(): void {
    const seen = path?.look();
    if (path && seen) {
      path.setClock(serverNowMs() - performance.now() + health.offsetMs - health.relaxedMs);
      learn({ outputLatencyMs: seen.latencyMs });
    }
  }

  function onTaken({ seq, packets, tier, flags, ptsUs, bytes, readyAtMs }: Taken): void {
    const kbitPerS = (bytes * 8) / (packets * 20);
    learn({ tier, kbitPerS: mixed(tier === health.tier ? health.kbitPerS : 0, kbitPerS, RATE_LEARNED * packets) });
    if (uncounted > 0 || (flags & FRAME_FLAG.replay) !== 0) {
      uncounted = Math.max(0, uncounted - 1);
      return;
    }
    if (health.outputLatencyMs !== null) {
      const readyMs = serverNowMs() - performance.now() + readyAtMs - performance.timeOrigin;
      const capturedMs = ptsUs / 1_000 - delay.at(seq);
      lateness.add(readyMs - capturedMs + health.outputLatencyMs + Math.max(0, health.offsetMs) + AHEAD_MS, packets);
    }
  }

  function onDecoder(message: FromDecoder): void {
    switch (message.kind) {
      case "ready":
        learn({ decoding: message.decoding });
        return;
      case "taken":
        onTaken(message);
        return;
      case "malformed":
        learn({ malformed: health.malformed + 1 });
        return;
      case "failed":
        fail(message.message);
        return;
      default:
        message satisfies never;
    }
  }

  function onReport(report: SpeakerReport): void {
    const { underruns, gaps, jumps, bufferMs, errorMs } = report;
    const playoutDelayMs = delay.now();
    const lateP95Ms = lateness.percentileMs(0.95);
    const lateP99Ms = lateness.percentileMs(0.99);
    const relaxedMs = relaxing.observe({
      nowMs: performance.now(),
      underruns,
      tier: health.tier,
      neededP95Ms: lateP95Ms,
      neededP99Ms: lateP99Ms,
      playoutDelayMs,
    });
    const delayMs = errorMs === null ? null : playoutDelayMs + relaxedMs - errorMs;
    learn({ underruns, gaps, jumps, bufferMs, syncErrorMs: errorMs, lateP95Ms, lateP99Ms, relaxedMs, delayMs });
    if (path?.context.state === "running") {
      set(heard(report, state));
    }
    tellAll();
  }

  function onRunning(running: boolean): void {
    if (running) {
      disarm();
      set({ kind: "waiting" });
      look();
    } else {
      block();
    }
  }

  function block(): void {
    set({ kind: "blocked" });
    for (const gesture of GESTURES) {
      document.addEventListener(gesture, unblock);
    }
  }

  function disarm(): void {
    for (const gesture of GESTURES) {
      document.removeEventListener(gesture, unblock);
    }
  }

  function unblock(): void {
    path?.resume().catch(() => undefined);
  }

  function fail(message: string): void {
    shut();
    set({ kind: "failed", message });
  }

  function shut(): void {
    clearInterval(looking);
    disarm();
    navigator.mediaDevices?.removeEventListener?.("devicechange", nameDevice);
    nowPlaying?.end();
    nowPlaying = null;
    path?.close();
    path = null;
    early = [];
  }

  function nameDevice(): void {
    const opened = path;
    if (opened === null) {
      return;
    }
    outputDevice(opened.context).then((name) => {
      device = name;
      learn({ offsetMs: offsets.of(name) });
      tellAll();
    });
  }

  function setGain(): void {
    path?.setVolume(muted ? 0 : volume);
  }

  function start(): void {
    if (path !== null) {
      unblock();
      return;
    }
    set({ kind: "starting" });
    relaxing = createRelaxing();
    lateness.reset();
    nowPlaying = createNowPlaying({ play: () => setMuted(false), pause: () => setMuted(true) });
    nowPlaying.title(title);
    path = openSoundPath(route, { decoder: onDecoder, report: onReport, running: onRunning, failed: fail });
    health = { ...NO_HEALTH, shared: path.shared, offsetMs: offsets.of(device) };
    path.resume().catch(() => undefined);
    // Browsers that refuse say nothing: they leave the promise open.
    setTimeout(() => {
      if (path?.context.state === "suspended") {
        block();
      }
    }, 500);
    setGain();
    nameDevice();
    navigator.mediaDevices?.addEventListener?.("devicechange", nameDevice);
    looking = setInterval(look, LOOK_EVERY_MS);
    uncounted = early.length;
    for (const frame of early.splice(0)) {
      path.feed(frame);
    }
  }

  function setMuted(next: boolean): void {
    if (next !== muted) {
      muted = next;
      setGain();
      showKeys();
      tellAll();
    }
  }

  return {
    feed(frame) {
      if (path !== null) {
        path.feed(frame);
      } else {
        early.push(frame);
        early = early.slice(-EARLY_FRAMES_MAX);
      }
    },
    start,
    stop() {
      shut();
      set({ kind: "idle" });
    },
    setPlayoutDelay: (ms, fromSeq) => delay.set(ms, fromSeq),
    setTitle(next) {
      title = next;
      nowPlaying?.title(next);
    },
    setVolume(next) {
      volume = Math.max(0, Math.min(1, next));
      setGain();
    },
    setMuted,
    setOffset(ms) {
      offsets.keep(device, ms);
      learn({ offsetMs: bounded(ms) });
      tellAll();
    },
    state: () => state,
    health: () => health,
    muted: () => muted,
    subscribe(changed) {
      changes.add(changed);
      return () => changes.delete(changed);
    },
  };
}

function heard(report: SpeakerReport, before: ListenerState): ListenerState {
  if (report.sounding) {
    return { kind: "playing" };
  }
  if (report.ended) {
    return { kind: "ended" };
  }
  return before.kind === "playing" || before.kind === "silent" ? { kind: "silent" } : { kind: "waiting" };
}

function mixed(before: number, now: number, share: number): number {
  return before === 0 ? now : before + (now - before) * Math.min(1, share);
}

function toDevice(context: AudioContext, sound: AudioNode): void {
  sound.connect(context.destination);
}
