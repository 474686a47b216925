import { type AudioFrame, FRAME_KIND, PACKET_SAMPLES } from "../../protocol/audioFrame";
import { type OpusDecoders, type PacketDecoder, pcmDecoder } from "./packetDecoder";
import type { BlockSink } from "./ring";
import type { Mark } from "./timetable";

/** Every Opus encoder delays sound by so much; what a packet decodes to began that much earlier. */
export const OPUS_DELAY_SAMPLES = 312;
const BLEND_SAMPLES = 480;
/** A decoder that starts in the middle needs some packets before what it says is right. */
const PRIMING_PACKETS = 2;
/** Over a shorter hole the old decoder finds its way sooner than a new one. */
const HOLE_MAX = 10;
/** What is known to be written; as long as the ring. */
const REMEMBERED_MAX = 512;

export interface UnpackingEvents {
  /** All packets of the frame are decoded and written. */
  taken(frame: AudioFrame): void;
  mark(mark: Mark): void;
  /** Nothing is to be heard from this sample on. */
  ended(sample: number): void;
}

/** From frames, in the order they come in, to blocks of sound. */
export interface Unpacking {
  take(frame: AudioFrame): void;
  close(): void;
}

/** Packets of one quality and epoch that follow each other, and the one decoder that has heard them all. */
interface Run {
  readonly kind: number;
  readonly tier: number;
  readonly epoch: number;
  readonly decoder: PacketDecoder;
  nextSeq: number;
  started: boolean;
  primed: number;
  /** The last block that was there before: where it can pass over into ours. */
  before: { readonly seq: number; readonly left: Float32Array; readonly right: Float32Array } | null;
}

export function createUnpacking(opus: OpusDecoders, sink: BlockSink, events: UnpackingEvents): Unpacking {
  let run: Run | null = null;
  let epoch: number | null = null;
  const written = new Map<number, number>();
  /** Frames of which the last packet is still in the decoder. */
  const taken = new Map<number, AudioFrame>();

  function write(seq: number, left: Float32Array, right: Float32Array, blend: number): void {
    written.set(seq % REMEMBERED_MAX, seq);
    sink.write(seq, left, right, blend);
  }

  function has(seq: number): boolean {
    return written.get(seq % REMEMBERED_MAX) === seq;
  }

  function forgetFrom(seq: number): void {
    for (const [slot, kept] of written) {
      if (kept >= seq) {
        written.delete(slot);
      }
    }
    sink.forgetFrom(seq);
  }

  function decoded(from: Run, seq: number, left: Float32Array, right: Float32Array): void {
    if (from === run && !from.started) {
      begin(from, seq, left, right);
    } else if (from === run || (from.epoch === epoch && !has(seq))) {
      write(seq, left, right, 0);
    }
    const frame = taken.get(seq);
    if (frame) {
      taken.delete(seq);
      events.taken(frame);
    }
  }

  /** What is there already is left as it is, up to its last block, which passes over into what follows. */
  function begin(from: Run, seq: number, left: Float32Array, right: Float32Array): void {
    from.primed++;
    if (has(seq)) {
      from.before = { seq, left, right };
      return;
    }
    const { before } = from;
    if (before !== null && before.seq === seq - 1) {
      write(before.seq, before.left, before.right, BLEND_SAMPLES);
    } else if (from.kind === FRAME_KIND.opus && from.primed <= PRIMING_PACKETS) {
      return;
    }
    from.started = true;
    from.before = null;
    write(seq, left, right, 0);
  }

  function opened(frame: AudioFrame): Run {
    const open = frame.kind === FRAME_KIND.pcm ? pcmDecoder : opus.open;
    const made: Run = {
      kind: frame.kind,
      tier: frame.tier,
      epoch: frame.epoch,
      decoder: open((seq, left, right) => decoded(made, seq, left, right)),
      nextSeq: frame.seq,
      started: false,
      primed: 0,
      before: null,
    };
    return made;
  }

  function runFor(frame: AudioFrame): Run {
    const goesOn =
      run !== null &&
      run.kind === frame.kind &&
      run.tier === frame.tier &&
      run.epoch === frame.epoch &&
      frame.seq >= run.nextSeq &&
      frame.seq - run.nextSeq <= HOLE_MAX;
    if (run === null || !goesOn) {
      run?.decoder.close();
      run = opened(frame);
    }
    return run;
  }

  return {
    take(frame) {
      if (frame.kind === FRAME_KIND.end) {
        events.ended(frame.seq * PACKET_SAMPLES);
        return;
      }
      if (epoch !== frame.epoch) {
        // Another broadcast may count from the beginning: what the last one left at these places is not its sound.
        if (epoch !== null) {
          forgetFrom(frame.seq);
        }
        epoch = frame.epoch;
      }
      const delay = frame.kind === FRAME_KIND.opus ? OPUS_DELAY_SAMPLES : 0;
      events.mark({ sample: frame.seq * PACKET_SAMPLES + delay, heardMs: frame.ptsUs / 1_000 });
      const into = runFor(frame);
      taken.set(frame.seq + frame.packets.length - 1, frame);
      frame.packets.forEach((packet, index) => {
        into.decoder.decode(frame.seq + index, packet);
      });
      into.nextSeq = frame.seq + frame.packets.length;
      bound(taken);
    },
    close() {
      run?.decoder.close();
      run = null;
    },
  };
}

/** A packet the decoder refuses never comes out. */
function bound(taken: Map<number, AudioFrame>): void {
  for (const seq of taken.keys()) {
    if (taken.size <= REMEMBERED_MAX) {
      return;
    }
    taken.delete(seq);
  }
}
