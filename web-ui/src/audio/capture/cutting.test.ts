import { describe, expect, it } from "vitest";
import { type Block, createCutter } from "./cutting";

function cut(rate: number, seconds: number, wave: (second: number) => number): Block[] {
  const blocks: Block[] = [];
  const cutter = createCutter(rate, (block) => blocks.push(block));
  for (let at = 0; at < rate * seconds; at += 128) {
    const left = Float32Array.from({ length: 128 }, (_, index) => wave((at + index) / rate));
    cutter.take(
      left,
      left.map((sample) => -sample),
    );
  }
  return blocks;
}

const tone = (second: number) => Math.sin(2 * Math.PI * 440 * second);

describe("The cutter", () => {
  it("cuts 48 kHz into blocks of 960 samples, sample by sample, and counts them", () => {
    const blocks = cut(48_000, 1, tone);

    expect(blocks.map(({ index }) => index)).toEqual(Array.from({ length: 50 }, (_, index) => index));
    const third = blocks[2]?.samples ?? [];
    expect(third[0]).toBeCloseTo(tone(1_920 / 48_000), 5);
    expect(third[959]).toBeCloseTo(tone(2_879 / 48_000), 5);
    expect(third[960]).toBeCloseTo(-tone(1_920 / 48_000), 5);
  });

  it("makes 48 kHz of any other rate, without a seam", () => {
    const blocks = cut(44_100, 2, tone);
    const left = blocks.flatMap(({ samples }) => [...samples.slice(0, 960)]);

    expect(blocks.length).toBeGreaterThanOrEqual(99);
    // Two samples of the old rate are what the curve needs to look ahead.
    const delay = 2 / 44_100;
    const errors = left.slice(100).map((sample, index) => Math.abs(sample - tone((index + 100) / 48_000 - delay)));
    expect(Math.max(...errors)).toBeLessThan(0.001);
  });
});
