import { SAMPLE_RATE } from "../../protocol/audioFrame";
import type { CaptureChoice } from "./choice";
import { createSampleCount, seqAfter } from "./count";
import { type Block, CHANNELS } from "./cutting";
import { encodeOpus, encodePcm, type StartEncoding } from "./encoding";
import { forgetPlace, type KeptStorage, keepPlace, keptPlace } from "./kept";
import { createMute, createSilenceWatch, levelOf, SILENT } from "./loudness";
import { createPace } from "./pace";
import type { Broadcaster, BroadcasterState, BroadcastWarning, Grant, SoundFormat, Started } from "./state";
import { type CaptureFailure, type Feed, type OpenTap, openTap, type Tap } from "./tap";
import { kbitsOf, PCM_TIER } from "./tier";
import { createUplink } from "./uplink";

export interface BroadcasterOptions {
  readonly send: (frame: ArrayBuffer) => void;
  /** Bytes the socket has taken and not sent yet. */
  readonly bufferedAmount: () => number;
  readonly serverNowMs: () => number;
  /** As `captureAbility` says. */
  readonly codec: "opus" | "pcm";
  /** Keeps the count over a reload of the page; null for none. */
  readonly storage?: KeptStorage | null;
  readonly nowMs?: () => number;
  readonly openTap?: OpenTap;
  readonly startEncoding?: StartEncoding;
}

const BLOCKS_PER_SECOND = 50;
/** Ten pictures of the level a second are as smooth as an eye wants it. */
const TELL_EVERY_BLOCKS = 5;
/** When the first block began is known only as well as the least late of some: the very first ones come in a rush. */
const SETTLED_BLOCKS = 15;
const SETTLED_WITHIN_MS = 5_000;
/** Sound that had to be dropped this lately is worth a word. */
const DROPPING_FOR_BLOCKS = 5 * BLOCKS_PER_SECOND;
/** Until the server says what is listened to. */
const FIRST_DEMAND: readonly number[] = [0];

const IDLE: BroadcasterState = {
  phase: "idle",
  choice: null,
  label: "",
  muted: false,
  level: SILENT,
  warnings: [],
  failure: null,
  tiers: [],
  heldBack: [],
  bitrate: 0,
  backlogMs: 0,
  dropped: 0,
};

/**
 * The host's sound on its way up.
 *
 *   source ──▶ tap ──blocks of 20 ms──▶ count ──▶ mute ──▶ uplink: encoders, one a tier ──▶ outbox ──▶ socket
 *                                         └──▶ level                  ▲── demand, pressure ◀──┘
 *
 * Nothing here has a timer: the blocks are the pulse, and a page in the background gets those as well.
 */
export function createBroadcaster(options: BroadcasterOptions): Broadcaster {
  const nowMs = options.nowMs ?? (() => performance.now());
  const storage = options.storage === undefined ? sessionStorageOrNull() : options.storage;
  const listeners = new Set<() => void>();
  let state = IDLE;
  let tap: Tap | null = null;
  let feed: Feed | null = null;
  let run = startRun(options);
  let turn = 0;

  function set(change: Partial<BroadcasterState>): void {
    state = { ...state, ...change };
    for (const listener of listeners) {
      listener();
    }
  }

  async function start(choice: CaptureChoice): Promise<Started> {
    turn += 1;
    const mine = turn;
    tap ??= (options.openTap ?? openTap)(onBlock);
    set(state.phase === "idle" ? { phase: "asking", failure: null } : { failure: null });
    const opened = await tap.open(choice, () => mine === turn && sourceEnded());
    const sounds = opened.kind === "open" && (await settled(run));
    if (mine !== turn) {
      return { kind: "refused", why: "superseded" };
    }
    if (opened.kind === "refused" || !sounds) {
      return refuse(opened.kind === "refused" ? opened.why : "failed");
    }
    feed = opened.feed;
    run.silence.reset();
    run.ended = false;
    run.uplink.prepare(choice.preset);
    const phase = state.phase === "asking" ? "ready" : state.phase;
    set({ phase, choice, label: feed.label, warnings: warnings(false) });
    return { kind: "ready", format: formatOf(options.codec) };
  }

  /** What was shared before, if anything, is shared on. */
  function refuse(why: CaptureFailure): Started {
    if (state.phase === "asking") {
      stop();
    }
    set({ failure: why });
    return { kind: "refused", why };
  }

  function onBlock({ index, samples }: Block): void {
    const stamp = run.count.block(index, nowMs());
    const level = levelOf(samples);
    const isSilent = run.silence.hear(level);
    run.blocks += 1;
    if (run.blocks === SETTLED_BLOCKS) {
      run.settled();
    }
    run.mute.apply(samples, state.muted);
    if (state.phase === "live" && stamp !== null) {
      run.uplink.take(samples, stamp, nowMs());
      if (stamp.seq % BLOCKS_PER_SECOND === 0) {
        keepPlace(storage, { broadcastId: run.broadcastId, ...stamp });
      }
    }
    run.peak = Math.max(run.peak, level.peak);
    run.rms = Math.max(run.rms, level.rms);
    if (run.blocks % TELL_EVERY_BLOCKS === 0) {
      tell(isSilent);
    }
  }

  function tell(isSilent: boolean): void {
    const { uplink } = run;
    const isLive = state.phase === "live";
    if (uplink.dropped() !== state.dropped) {
      run.droppedAtBlock = run.blocks;
    }
    set({
      level: { peak: run.peak, rms: run.rms },
      warnings: warnings(isSilent),
      tiers: isLive ? uplink.tiers() : [],
      heldBack: isLive ? uplink.heldBack() : [],
      bitrate: run.pace(uplink.sentBytes()),
      backlogMs: isLive ? Math.round(uplink.backlogMs()) : 0,
      dropped: uplink.dropped(),
    });
    run.peak = 0;
    run.rms = 0;
  }

  function warnings(isSilent: boolean): readonly BroadcastWarning[] {
    const found: (BroadcastWarning | false)[] = [
      run.ended && "ended",
      isSilent && !run.ended && "silent",
      run.uplink.heldBack().length > 0 && "slow-uplink",
      run.blocks - run.droppedAtBlock < DROPPING_FOR_BLOCKS && "dropping",
      run.uplink.isBroken() && "encoder",
      ...(feed?.shortcomings ?? []),
    ];
    const now = found.filter((one) => one !== false);
    // The same object while nothing changed: whoever reads it aloud should not do so ten times a second.
    return now.join() === state.warnings.join() ? state.warnings : now;
  }

  /** The sound is gone, time is not: silence is sent until the host shares something else, or stops. */
  function sourceEnded(): void {
    run.ended = true;
    set({ warnings: warnings(false) });
  }

  function granted({ broadcastId, epoch }: Grant): void {
    if (state.phase === "idle" || state.phase === "asking") {
      return;
    }
    const serverAheadMs = options.serverNowMs() - nowMs();
    const kept = keptPlace(storage, broadcastId);
    const isHere = run.broadcastId === broadcastId;
    if (isHere) {
      run.count.goOn(serverAheadMs);
    } else {
      run.count.begin(serverAheadMs, kept === null ? () => 0 : seqAfter(kept));
    }
    run.broadcastId = broadcastId;
    run.uplink.begin(epoch, isHere || kept !== null);
    set({ phase: "live" });
  }

  function interrupted(): void {
    if (state.phase === "live") {
      run.uplink.interrupt();
      set({ phase: "interrupted", tiers: [], heldBack: [], bitrate: 0, backlogMs: 0 });
    }
  }

  function stop(): void {
    if (tap === null) {
      return;
    }
    turn += 1;
    tap.close();
    tap = null;
    feed = null;
    run.uplink.close();
    // Before a grant nothing has ended: what a page before this one sent may go on from its place yet.
    if (state.phase === "live" || state.phase === "interrupted") {
      forgetPlace(storage);
    }
    run = startRun(options);
    set(IDLE);
  }

  return {
    start,
    granted,
    interrupted,
    demand: (tiers) => run.uplink.demand(tiers),
    mute: (muted) => set({ muted }),
    stop,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What belongs to one capture, from its start to its stop. */
function startRun(options: BroadcasterOptions) {
  const { codec } = options;
  const startEncoding = options.startEncoding ?? (codec === "opus" ? encodeOpus : encodePcm);
  const uplink = createUplink({ ...options, startEncoding });
  uplink.demand(FIRST_DEMAND);
  return {
    uplink,
    count: createSampleCount(),
    silence: createSilenceWatch(),
    mute: createMute(),
    pace: createPace(TELL_EVERY_BLOCKS / BLOCKS_PER_SECOND),
    broadcastId: "",
    blocks: 0,
    settled: (): void => undefined,
    peak: 0,
    rms: 0,
    ended: false,
    droppedAtBlock: Number.NEGATIVE_INFINITY,
  };
}

/** A context that does not run makes no blocks; that has to be found out before anybody is told of a broadcast. */
function settled(run: ReturnType<typeof startRun>): Promise<boolean> {
  if (run.blocks >= SETTLED_BLOCKS) {
    return Promise.resolve(true);
  }
  return new Promise((answer) => {
    const late = setTimeout(() => answer(false), SETTLED_WITHIN_MS);
    run.settled = () => {
      clearTimeout(late);
      answer(true);
    };
  });
}

function formatOf(codec: "opus" | "pcm"): SoundFormat {
  const kbits = kbitsOf(codec === "opus" ? 0 : PCM_TIER);
  return { codec, sampleRate: SAMPLE_RATE, channels: CHANNELS, audioBitrate: kbits };
}

function sessionStorageOrNull(): KeptStorage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}
