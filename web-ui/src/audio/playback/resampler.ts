const TAPS = 32;
const PHASES = 512;
/** A Kaiser window: some 80 dB of what the interpolation must not let through. */
const BETA = 8;

/** As many samples are needed before the place that is asked for, and after it. */
export const REACH = TAPS / 2;

/** Windowed sinc for each of some places between two samples; between those places it goes straight. */
const TABLE = table();

/**
 * The value of the sound between its samples. The place moves on by a fraction that may change with every sample, so
 * that playing a little faster or slower has no seams.
 */
export interface Resampler {
  /** Both channels at place `at` of the inputs, into the outputs at `index`; REACH samples must lie on both sides. */
  mix(at: number, inputs: Stereo, outputs: Stereo, index: number, gain: number): void;
}

export interface Stereo {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

export function createResampler(): Resampler {
  return {
    mix(at, inputs, outputs, index, gain) {
      const whole = Math.floor(at);
      const phase = (at - whole) * PHASES;
      const row = Math.floor(phase);
      const rest = phase - row;
      const lower = row * TAPS;
      const first = whole - REACH + 1;
      let left = 0;
      let right = 0;
      for (let tap = 0; tap < TAPS; tap++) {
        const a = TABLE[lower + tap] ?? 0;
        const b = TABLE[lower + TAPS + tap] ?? 0;
        const weight = a + (b - a) * rest;
        left += weight * (inputs.left[first + tap] ?? 0);
        right += weight * (inputs.right[first + tap] ?? 0);
      }
      outputs.left[index] = left * gain;
      outputs.right[index] = right * gain;
    },
  };
}

function table(): Float32Array {
  const rows = new Float32Array((PHASES + 1) * TAPS);
  for (let row = 0; row <= PHASES; row++) {
    const weights = Array.from({ length: TAPS }, (_, tap) => {
      const x = tap - (REACH - 1) - row / PHASES;
      return sinc(x) * kaiser(x / REACH);
    });
    // Of a constant the sum must be the constant, or a slow sweep through the phases would be heard as a hum.
    const sum = weights.reduce((all, weight) => all + weight, 0);
    weights.forEach((weight, tap) => {
      rows[row * TAPS + tap] = weight / sum;
    });
  }
  return rows;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

function kaiser(x: number): number {
  return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
}

/** The modified Bessel function of the first kind, order 0, by its series. */
function bessel(x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < 40; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
