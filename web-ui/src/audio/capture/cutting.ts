import { PACKET_SAMPLES, SAMPLE_RATE } from "../../protocol/audioFrame";

export const CHANNELS = 2;

/** 20 ms of sound: the left channel's 960 samples, then the right's. */
export interface Block {
  /** Counts up by one for each block since the capture began: it is the time of what is captured. */
  readonly index: number;
  readonly samples: Float32Array<ArrayBuffer>;
}

export interface Cutter {
  /** Some samples of both channels, as many as there happen to be. */
  take(left: Float32Array, right: Float32Array): void;
}

/** Cuts what comes into blocks at 48 kHz, whatever rate it comes at: some browsers do not give the one they are asked for. */
export function createCutter(inputRate: number, ready: (block: Block) => void): Cutter {
  let index = 0;
  let filled = 0;
  let samples = new Float32Array(PACKET_SAMPLES * CHANNELS);

  function put(left: number, right: number): void {
    samples[filled] = left;
    samples[filled + PACKET_SAMPLES] = right;
    filled += 1;
    if (filled === PACKET_SAMPLES) {
      ready({ index, samples });
      index += 1;
      filled = 0;
      samples = new Float32Array(PACKET_SAMPLES * CHANNELS);
    }
  }

  return inputRate === SAMPLE_RATE ? straight(put) : between(inputRate / SAMPLE_RATE, put);
}

type Put = (left: number, right: number) => void;

function straight(put: Put): Cutter {
  return {
    take(left, right) {
      for (let at = 0; at < left.length; at++) {
        put(left[at] ?? 0, right[at] ?? 0);
      }
    },
  };
}

/** A curve through four neighbouring samples, read at every `step` samples: enough for 44.1 kHz, and it never pauses. */
function between(step: number, put: Put): Cutter {
  const lefts: Four = [0, 0, 0, 0];
  const rights: Four = [0, 0, 0, 0];
  let phase = 0;
  return {
    take(left, right) {
      for (let at = 0; at < left.length; at++) {
        shift(lefts, left[at] ?? 0);
        shift(rights, right[at] ?? 0);
        for (; phase < 1; phase += step) {
          put(curve(lefts, phase), curve(rights, phase));
        }
        phase -= 1;
      }
    },
  };
}

type Four = [number, number, number, number];

function shift(four: Four, next: number): void {
  four[0] = four[1];
  four[1] = four[2];
  four[2] = four[3];
  four[3] = next;
}

/** Catmull-Rom between the second and the third of them. */
function curve([before, from, to, after]: Four, phase: number): number {
  const slope = (to - before) / 2;
  const bend = before - 2.5 * from + 2 * to - after / 2;
  const turn = (after - before) / 2 + 1.5 * (from - to);
  return ((turn * phase + bend) * phase + slope) * phase + from;
}
