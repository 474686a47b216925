/** What the page, the decoding worker and the audio thread say to each other. */
import type { OpusDecoding } from "./packetDecoder";
import type { RingMemory } from "./ring";
import type { Mark } from "./timetable";

/** Page → worker. Without shared memory the blocks go through the port. */
export type ToDecoder =
  | { readonly kind: "open"; readonly memory: RingMemory | null; readonly speaker: MessagePort }
  | { readonly kind: "frame"; readonly buffer: ArrayBuffer }
  | { readonly kind: "close" };

/** Worker → page. */
export type FromDecoder =
  | { readonly kind: "ready"; readonly decoding: OpusDecoding }
  | { readonly kind: "failed"; readonly message: string }
  | { readonly kind: "malformed" }
  | ({ readonly kind: "taken" } & Taken);

/** A frame that could be played from `readyAtMs` on, told on the clock that all threads share. */
export interface Taken {
  readonly seq: number;
  readonly packets: number;
  readonly tier: number;
  readonly flags: number;
  readonly ptsUs: number;
  readonly bytes: number;
  readonly readyAtMs: number;
}

/** Worker → audio thread. */
export type ToSpeaker =
  | {
      readonly kind: "block";
      readonly seq: number;
      readonly left: Float32Array;
      readonly right: Float32Array;
      readonly blend: number;
    }
  | { readonly kind: "forget"; readonly fromSeq: number }
  | { readonly kind: "mark"; readonly mark: Mark }
  | { readonly kind: "ended"; readonly sample: number };

/** Page → audio thread. */
export type SpeakerOrder =
  | { readonly kind: "open"; readonly memory: RingMemory | null; readonly decoder: MessagePort }
  /** What is rendered at `contextS` is heard when the room's clock says `heardMs`. */
  | { readonly kind: "clock"; readonly contextS: number; readonly heardMs: number }
  | { readonly kind: "stop" };

/** Audio thread → page, four times a second. */
export interface SpeakerReport {
  /** Samples come out now. */
  readonly sounding: boolean;
  /** Whether the end of the broadcast was heard. */
  readonly ended: boolean;
  /** Where it is less where it should be: positive is ahead of the room. Null while nothing is played. */
  readonly errorMs: number | null;
  readonly bufferMs: number;
  readonly underruns: number;
  readonly gaps: number;
  readonly jumps: number;
}
