import { describe, expect, it } from "vitest";
import { createResampler, REACH } from "./resampler";

const LENGTH = 9_600;

function tone(hz: number): Float32Array {
  return Float32Array.from({ length: LENGTH }, (_, i) => Math.sin((2 * Math.PI * hz * i) / 48_000));
}

/** Noise of the resampled tone against the tone itself, in dB. */
function noiseDb(hz: number, rate: number): number {
  const input = tone(hz);
  const count = Math.floor((LENGTH - 2 * REACH - 2) / rate) - 1;
  const outputs = { left: new Float32Array(count), right: new Float32Array(count) };
  const resampler = createResampler();
  let error = 0;
  for (let i = 0; i < count; i++) {
    const at = REACH + i * rate;
    resampler.mix(at, { left: input, right: input }, outputs, i, 1);
    error += ((outputs.left[i] ?? 0) - Math.sin((2 * Math.PI * hz * at) / 48_000)) ** 2;
  }
  return 10 * Math.log10(error / count / 0.5);
}

describe("the resampler", () => {
  it.each([
    [100, 1.0003],
    [1_000, 1.0003],
    [10_000, 0.995],
    [15_000, 1.005],
    [15_000, 48_000 / 44_100],
  ])("adds nothing that can be heard to %i Hz at rate %f", (hz, rate) => {
    expect(noiseDb(hz, rate)).toBeLessThan(-70);
  });

  it("gives the samples themselves at whole places", () => {
    const input = tone(3_000);
    const outputs = { left: new Float32Array(1), right: new Float32Array(1) };

    createResampler().mix(100, { left: input, right: input }, outputs, 0, 0.5);

    expect(outputs.left[0]).toBeCloseTo((input[100] ?? 0) * 0.5, 6);
  });

  it("has no hum where the sound is constant", () => {
    const constant = new Float32Array(100).fill(1);
    const outputs = { left: new Float32Array(512), right: new Float32Array(512) };
    const resampler = createResampler();

    for (let i = 0; i < 512; i++) {
      resampler.mix(40 + i / 777, { left: constant, right: constant }, outputs, i, 1);
    }

    expect(Math.max(...outputs.left) - Math.min(...outputs.left)).toBeLessThan(1e-5);
  });
});
