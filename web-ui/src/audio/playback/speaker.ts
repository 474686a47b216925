import { PACKET_SAMPLES, SAMPLE_RATE } from "../../protocol/audioFrame";
import { createResampler, REACH, type Stereo } from "./resampler";
import type { SoundRing } from "./ring";
import { createSteering, type Steering } from "./steering";
import type { SpeakerReport } from "./threads";
import type { Timetable } from "./timetable";

/** Farther off than this, going faster or slower would take longer than anyone wants to hear it. */
export const JUMP_MS = 60;
const FADE_SAMPLES = 240;
/**
 * Who has just begun to hear minds a cut less than ten seconds beside the others; and the first word of a busy machine's
 * sound card is often wrong by as much.
 */
const SETTLING_S = 5;
export const SETTLING_JUMP_MS = 15;
/** A clock that does not know what it wants must not make the sound stutter. */
const JUMP_AGAIN_AFTER_S = 0.5;
const BUFFER_TOLD_MAX = 10 * SAMPLE_RATE;
const NOTHING = -1;

export interface SpeakerOptions {
  readonly ring: SoundRing;
  readonly timetable: Timetable;
  /** Of the output: browsers may not give us the rate that we ask for. */
  readonly sampleRate: number;
}

/** What the audio thread does with each quantum, without the thread. */
export interface Speaker {
  /** `heardMs`: when the first of these samples is heard, by the room's clock; null while that is not known. */
  render(output: Stereo, heardMs: number | null): void;
  endAt(sample: number): void;
  /** Fades out, and stays silent. */
  stop(): void;
  report(): SpeakerReport;
}

export function createSpeaker({ ring, timetable, sampleRate }: SpeakerOptions): Speaker {
  const resampler = createResampler();
  const pace = SAMPLE_RATE / sampleRate;
  let steering: Steering = createSteering();
  let scratch: Stereo = { left: new Float32Array(0), right: new Float32Array(0) };
  /** The next sample, or NOTHING while there is none to play. */
  let position = NOTHING;
  let gain = 0;
  let errorSamples = 0;
  let endSample = Number.POSITIVE_INFINITY;
  let stopped = false;
  let jumping = false;
  let sinceJumpS = JUMP_AGAIN_AFTER_S;
  let soundingS = 0;
  const holes = createHoles(ring);
  let jumps = 0;

  /** Sets out, jumps, or goes on; returns how fast, and whether to be heard. */
  function steer(wanted: number | null, dtS: number): { readonly rate: number; readonly audible: boolean } {
    if (gain === 0 && (wanted === null || jumping || position === NOTHING)) {
      position = wanted ?? NOTHING;
      errorSamples = 0;
      jumping = false;
      steering = wanted === null ? createSteering() : steering;
      return { rate: pace, audible: wanted !== null };
    }
    errorSamples = wanted === null ? errorSamples : wanted - position;
    sinceJumpS += dtS;
    soundingS += dtS;
    const bearableMs = soundingS < SETTLING_S ? SETTLING_JUMP_MS : JUMP_MS;
    if (!jumping && Math.abs(errorSamples) > bearableMs * (SAMPLE_RATE / 1_000) && sinceJumpS > JUMP_AGAIN_AFTER_S) {
      jumping = true;
      jumps++;
      sinceJumpS = 0;
    }
    const correction = jumping || wanted === null ? 0 : steering.correct(errorSamples / SAMPLE_RATE, dtS);
    return { rate: pace * (1 + correction), audible: wanted !== null && !jumping };
  }

  function silence(output: Stereo): void {
    output.left.fill(0);
    output.right.fill(0);
  }

  function play(output: Stereo, rate: number, audible: boolean): void {
    const count = output.left.length;
    const from = Math.floor(position) - REACH;
    const needed = Math.ceil(count * rate) + 2 * REACH + 2;
    if (scratch.left.length !== needed) {
      scratch = { left: new Float32Array(needed), right: new Float32Array(needed) };
    }
    ring.read(from, scratch.left, scratch.right);
    const there = ring.ahead(position, count * 2 + FADE_SAMPLES + REACH);
    const last = Math.min(endSample - position, there - REACH);
    for (let i = 0; i < count; i++) {
      const left = last - i * rate;
      const goal = audible && !stopped ? Math.max(0, Math.min(1, left / FADE_SAMPLES)) : 0;
      gain += Math.max(-1 / FADE_SAMPLES, Math.min(1 / FADE_SAMPLES, goal - gain));
      if (gain < 1e-6) {
        gain = 0;
      }
      resampler.mix(position + i * rate - from, scratch, output, i, gain);
    }
    if (audible && !stopped) {
      holes.passed(position, endSample);
    }
    position += count * rate;
  }

  return {
    render(output, heardMs) {
      const wanted = heardMs === null ? null : timetable.sampleAt(heardMs);
      const { rate, audible } = steer(wanted, output.left.length / sampleRate);
      if (position === NOTHING) {
        silence(output);
      } else {
        play(output, rate, audible);
      }
    },
    endAt(sample) {
      endSample = sample;
    },
    stop() {
      stopped = true;
    },
    report() {
      const playing = position !== NOTHING;
      return {
        sounding: gain > 0,
        ended: playing && position >= endSample,
        errorMs: playing && gain > 0 ? (-errorSamples * 1_000) / SAMPLE_RATE : null,
        bufferMs: playing ? (ring.ahead(position, BUFFER_TOLD_MAX) * 1_000) / SAMPLE_RATE : 0,
        underruns: holes.underruns(),
        gaps: holes.gaps(),
        jumps,
      };
    },
  };
}

interface Holes {
  passed(position: number, endSample: number): void;
  underruns(): number;
  gaps(): number;
}

/**
 * Whether a hole was late or never sent is known afterwards: what was late comes in the end; if what follows comes
 * instead, it was left out, by the host or for a slow connection.
 */
function createHoles(ring: SoundRing): Holes {
  let heard = false;
  let inHole = false;
  let open: number | null = null;
  let underruns = 0;
  let gaps = 0;

  function settle(current: number): void {
    if (open !== null && ring.has(open)) {
      underruns++;
      open = null;
    } else if (open !== null && current > open && ring.has(current)) {
      gaps++;
      open = null;
    }
  }

  return {
    passed(position, endSample) {
      const current = Math.floor(position / PACKET_SAMPLES);
      settle(current);
      const there = ring.has(current);
      if (heard && !there && !inHole && position < endSample) {
        open = current;
      }
      inHole = !there;
      heard ||= there;
    },
    underruns: () => underruns,
    gaps: () => gaps,
  };
}
