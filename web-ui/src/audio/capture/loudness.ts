import { PACKET_SAMPLES, SAMPLE_RATE } from "../../protocol/audioFrame";

/** Of full scale, 0…1: the loudest sample, and how loud it is to the ear, roughly. */
export interface Level {
  readonly peak: number;
  readonly rms: number;
}

export const SILENT: Level = { peak: 0, rms: 0 };

/** −66 dB: the noise of a cheap input is more, a pause within music is shorter. */
const AUDIBLE_PEAK = 0.0005;
const SILENT_FOR_BLOCKS = (8 * SAMPLE_RATE) / PACKET_SAMPLES;

export function levelOf(samples: Float32Array): Level {
  let peak = 0;
  let energy = 0;
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample));
    energy += sample * sample;
  }
  return { peak, rms: Math.sqrt(energy / samples.length) };
}

/** Hears whether anything comes at all. A tab that does not play, a muted input: the host cannot hear it for the guests. */
export function createSilenceWatch() {
  let quietBlocks = 0;
  return {
    hear(level: Level): boolean {
      quietBlocks = level.peak < AUDIBLE_PEAK ? quietBlocks + 1 : 0;
      return quietBlocks >= SILENT_FOR_BLOCKS;
    },
    reset(): void {
      quietBlocks = 0;
    },
  };
}

/** Turns sound off and on within a block, not between two samples: that would click. */
export function createMute() {
  let gain = 1;
  return {
    apply(samples: Float32Array, muted: boolean): void {
      const goal = muted ? 0 : 1;
      if (gain === goal && goal === 1) {
        return;
      }
      const from = gain;
      for (let at = 0; at < samples.length; at++) {
        const share = (at % PACKET_SAMPLES) / PACKET_SAMPLES;
        samples[at] = (samples[at] ?? 0) * (from + (goal - from) * share);
      }
      gain = goal;
    },
  };
}
