import type { OpusDecoding } from "./packetDecoder";

export type ListenerState =
  | { readonly kind: "idle" }
  | { readonly kind: "starting" }
  /** The browser wants a click or a key first; the next one anywhere on the page will do. */
  | { readonly kind: "blocked" }
  /** Ready, and nothing to be heard yet. */
  | { readonly kind: "waiting" }
  | { readonly kind: "playing" }
  /** It was heard, and nothing comes any more: the connection or the host is lost. */
  | { readonly kind: "silent" }
  | { readonly kind: "ended" }
  | { readonly kind: "failed"; readonly message: string };

/** How it goes, for the view behind one click and for the report to the server. */
export interface Health {
  /** From capture to the ear, the host's own path to the server included as the server knows it. */
  readonly delayMs: number | null;
  /** Positive: ahead of where this device should be. By the browser's word; what a device hides is not in it. */
  readonly syncErrorMs: number | null;
  /** Decoded and waiting, without a hole. */
  readonly bufferMs: number;
  readonly tier: number | null;
  readonly kbitPerS: number;
  /** Times that sound was late, so that there was silence. */
  readonly underruns: number;
  /** Times that sound was left out before it reached us: by the host, or by the server for a slow connection. */
  readonly gaps: number;
  /** Times that the place was changed at once. */
  readonly jumps: number;
  /**
   * The playout delay that would do for 95 % (and 99 %) of the sound of the last minute or so. For each frame: from the capture of
   * its first sample (`pts` less the playout delay) until all of it is decoded, and from rendering to the ear (what the
   * browser says of the output, and a positive offset), and the fade. What the server repeats is not counted.
   */
  readonly lateP95Ms: number | null;
  readonly lateP99Ms: number | null;
  /** Behind the room by so much, because this device or its network could not keep up; 0 is with the room. */
  readonly relaxedMs: number;
  readonly outputLatencyMs: number | null;
  readonly offsetMs: number;
  readonly decoding: OpusDecoding | null;
  /** Whether decoder and speaker share memory. */
  readonly shared: boolean;
  readonly malformed: number;
}

export const NO_HEALTH: Health = {
  delayMs: null,
  syncErrorMs: null,
  bufferMs: 0,
  tier: null,
  kbitPerS: 0,
  underruns: 0,
  gaps: 0,
  jumps: 0,
  lateP95Ms: null,
  lateP99Ms: null,
  relaxedMs: 0,
  outputLatencyMs: null,
  offsetMs: 0,
  decoding: null,
  shared: false,
  malformed: 0,
};
