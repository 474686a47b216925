import { PACKET_SAMPLES } from "../../protocol/audioFrame";

/** 10 s: the longest playout delay is 5 s, and the server keeps 3 s more for those who come back. */
const BLOCKS = 512;
const CHANNELS = 2;

/** What two threads share, or one has for itself: the samples of both channels, and of each block which one it is. */
export interface RingMemory {
  readonly samples: ArrayBufferLike;
  readonly marks: ArrayBufferLike;
}

export function ringMemory(shared: boolean): RingMemory {
  const sampleBytes = BLOCKS * PACKET_SAMPLES * CHANNELS * Float32Array.BYTES_PER_ELEMENT;
  const markBytes = BLOCKS * Int32Array.BYTES_PER_ELEMENT;
  return shared
    ? { samples: new SharedArrayBuffer(sampleBytes), marks: new SharedArrayBuffer(markBytes) }
    : { samples: new ArrayBuffer(sampleBytes), marks: new ArrayBuffer(markBytes) };
}

/** Where decoded sound goes. A block is what one packet held, 20 ms; it is known by the packet's seq. */
export interface BlockSink {
  /** With `blend`, what is there already passes over into the new within as many samples. */
  write(seq: number, left: Float32Array, right: Float32Array, blend: number): void;
  /** This block and those after it are of another time: they must not be heard. */
  forgetFrom(seq: number): void;
}

/**
 * The sound to come, by absolute sample: block `seq` begins at sample `seq × 960`. One thread writes, one reads, and
 * neither waits: a block counts from the moment its mark is set, and a reader that asks too early hears a hole.
 */
export interface SoundRing extends BlockSink {
  has(seq: number): boolean;
  /** Samples from `at` to the first that is missing, at most `most`. */
  ahead(at: number, most: number): number;
  /** Copies as many samples as the arrays take; what is missing is silence. */
  read(at: number, left: Float32Array, right: Float32Array): void;
}

export function createRing(memory: RingMemory): SoundRing {
  const span = BLOCKS * PACKET_SAMPLES;
  const marks = new Int32Array(memory.marks);
  const channels = Array.from({ length: CHANNELS }, (_, index) => {
    return new Float32Array(memory.samples, index * span * Float32Array.BYTES_PER_ELEMENT, span);
  });

  function has(seq: number): boolean {
    return seq >= 0 && Atomics.load(marks, seq % BLOCKS) === markOf(seq);
  }

  return {
    has,
    write(seq, left, right, blend) {
      const slot = seq % BLOCKS;
      const overlap = has(seq) ? blend : 0;
      if (overlap === 0) {
        Atomics.store(marks, slot, 0);
      }
      [left, right].forEach((samples, index) => {
        const channel = channels[index];
        if (channel) {
          lay(channel, slot * PACKET_SAMPLES, samples, overlap);
        }
      });
      Atomics.store(marks, slot, markOf(seq));
    },
    forgetFrom(seq) {
      const first = markOf(seq);
      for (let slot = 0; slot < BLOCKS; slot++) {
        const mark = Atomics.load(marks, slot);
        if (mark > first || (mark === first && slot >= seq % BLOCKS)) {
          Atomics.store(marks, slot, 0);
        }
      }
    },
    ahead(at, most) {
      const start = Math.floor(at);
      let end = start;
      while (end - start < most && has(Math.floor(end / PACKET_SAMPLES))) {
        end = (Math.floor(end / PACKET_SAMPLES) + 1) * PACKET_SAMPLES;
      }
      return Math.min(most, end - start);
    },
    read(at, left, right) {
      const outputs = [left, right];
      let done = 0;
      while (done < left.length) {
        const seq = Math.floor((at + done) / PACKET_SAMPLES);
        const within = at + done - seq * PACKET_SAMPLES;
        const count = Math.min(left.length - done, PACKET_SAMPLES - within);
        const from = (seq % BLOCKS) * PACKET_SAMPLES + within;
        const there = has(seq);
        for (let index = 0; index < CHANNELS; index++) {
          const output = outputs[index];
          const channel = channels[index];
          if (output && channel && there) {
            for (let i = 0; i < count; i++) {
              output[done + i] = channel[from + i] ?? 0;
            }
          } else {
            output?.fill(0, done, done + count);
          }
        }
        done += count;
      }
    },
  };
}

/** Never 0, which means empty. The slot says the rest of the number; seq itself would wrap after 2.7 years. */
function markOf(seq: number): number {
  return Math.floor(seq / BLOCKS) + 1;
}

function lay(channel: Float32Array, at: number, samples: Float32Array, overlap: number): void {
  for (let i = 0; i < PACKET_SAMPLES; i++) {
    const share = i < overlap ? i / overlap : 1;
    const old = share < 1 ? (channel[at + i] ?? 0) : 0;
    channel[at + i] = old * (1 - share) + (samples[i] ?? 0) * share;
  }
}
