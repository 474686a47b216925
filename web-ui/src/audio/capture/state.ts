import type { CaptureChoice, Shortcoming } from "./choice";
import type { Level } from "./loudness";
import type { CaptureFailure } from "./tap";

/**
 * `asking`: the browser asks the host. `ready`: sound comes in, and waits for the server's word. `live`: it goes out.
 * `interrupted`: the connection is gone; time is counted on, and the next grant goes on from there.
 */
export type BroadcastPhase = "idle" | "asking" | "ready" | "live" | "interrupted";

/** What the host should know and cannot hear. `ended`: the browser, or a pulled cable, took the source away. */
export type BroadcastWarning = Shortcoming | "silent" | "ended" | "slow-uplink" | "dropping" | "encoder";

export interface BroadcasterState {
  readonly phase: BroadcastPhase;
  readonly choice: CaptureChoice | null;
  /** What the browser calls the source. */
  readonly label: string;
  readonly muted: boolean;
  /** Of what comes in, also while muted. */
  readonly level: Level;
  readonly warnings: readonly BroadcastWarning[];
  readonly failure: CaptureFailure | null;
  /** Sent now, best first, and what is in demand but too much for the way up. */
  readonly tiers: readonly number[];
  readonly heldBack: readonly number[];
  /** kbit/s of sound sent, over the last second. */
  readonly bitrate: number;
  readonly backlogMs: number;
  /** Packets that were too old before they could be sent. */
  readonly dropped: number;
}

/** For `broadcast:start`. */
export interface SoundFormat {
  readonly codec: "opus" | "pcm";
  readonly sampleRate: number;
  readonly channels: number;
  /** kbit/s of the best tier. */
  readonly audioBitrate: number;
}

export type Started =
  | { readonly kind: "ready"; readonly format: SoundFormat }
  | { readonly kind: "refused"; readonly why: CaptureFailure };

/** The server's word: what is sent with this epoch is the broadcast's. */
export interface Grant {
  readonly broadcastId: string;
  readonly epoch: number;
}

export interface Broadcaster {
  /** Within a click. While it is live: another source, of the same broadcast. */
  start(choice: CaptureChoice): Promise<Started>;
  /** At the start, and after each reconnect. */
  granted(grant: Grant): void;
  /** The socket is gone; nothing is sent until the next grant. */
  interrupted(): void;
  /** The tiers somebody listens to. */
  demand(tiers: readonly number[]): void;
  mute(muted: boolean): void;
  stop(): void;
  state(): BroadcasterState;
  subscribe(listener: () => void): () => void;
}
