import { describe, expect, it } from "vitest";
import { createRing, ringMemory } from "./ring";

const SILENT = new Float32Array(960);

function block(value: number): Float32Array {
  return new Float32Array(960).fill(value);
}

function read(ring: ReturnType<typeof createRing>, at: number, count: number): number[] {
  const left = new Float32Array(count).fill(9);
  ring.read(at, left, new Float32Array(count));
  return [...left];
}

describe("the ring of sound", () => {
  it("gives a block at its samples, whatever the order they came in", () => {
    const ring = createRing(ringMemory(false));

    ring.write(1_001, block(0.5), SILENT, 0);
    ring.write(1_000, block(0.25), SILENT, 0);

    expect(read(ring, 1_001 * 960 - 2, 4)).toEqual([0.25, 0.25, 0.5, 0.5]);
  });

  it("is silent where nothing came", () => {
    const ring = createRing(ringMemory(false));

    ring.write(7, block(1), SILENT, 0);

    expect(read(ring, 7 * 960 - 1, 2)).toEqual([0, 1]);
    expect(read(ring, 8 * 960 - 1, 2)).toEqual([1, 0]);
  });

  it("says how far there is sound", () => {
    const ring = createRing(ringMemory(false));

    ring.write(3, block(1), SILENT, 0);
    ring.write(4, block(1), SILENT, 0);

    expect(ring.ahead(3 * 960 + 100.5, 10_000)).toBe(2 * 960 - 100);
    expect(ring.ahead(3 * 960, 500)).toBe(500);
    expect(ring.ahead(5 * 960, 500)).toBe(0);
  });

  it("does not take an old block for one that is a whole ring later", () => {
    const ring = createRing(ringMemory(false));

    ring.write(10, block(1), SILENT, 0);

    expect(ring.has(10)).toBe(true);
    expect(ring.has(10 + 512)).toBe(false);
    expect(read(ring, (10 + 512) * 960, 1)).toEqual([0]);
  });

  it("lets one sound pass over into another", () => {
    const ring = createRing(ringMemory(false));

    ring.write(5, block(1), SILENT, 0);
    ring.write(5, block(0), SILENT, 4);

    expect(read(ring, 5 * 960, 6)).toEqual([1, 0.75, 0.5, 0.25, 0, 0]);
  });

  it("forgets what is of another time", () => {
    const ring = createRing(ringMemory(false));
    for (const seq of [509, 510, 511, 512, 513]) ring.write(seq, block(1), SILENT, 0);

    ring.forgetFrom(511);

    expect([509, 510, 511, 512, 513].map((seq) => ring.has(seq))).toEqual([true, true, false, false, false]);
  });

  it("is the same for two who share its memory", () => {
    const memory = ringMemory(true);

    createRing(memory).write(2, block(0.5), block(-0.5), 0);

    expect(read(createRing(memory), 2 * 960, 1)).toEqual([0.5]);
  });
});
