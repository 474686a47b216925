import { describe, expect, it } from "vitest";
import { type AudioFrame, FRAME_KIND } from "../../protocol/audioFrame";
import type { OpusDecoders } from "./packetDecoder";
import type { Mark } from "./timetable";
import { createUnpacking, OPUS_DELAY_SAMPLES } from "./unpacking";

/** A decoder that says of each packet which tier it was: blocks of 1 + tier. */
function listening() {
  const blocks: { seq: number; tier: number; blend: number }[] = [];
  const marks: Mark[] = [];
  const forgotten: number[] = [];
  const ended: number[] = [];
  let decoders = 0;
  const opus: OpusDecoders = {
    how: "webcodecs",
    open(decoded) {
      decoders++;
      return {
        decode(seq, packet) {
          const samples = new Float32Array(960).fill((packet[0] ?? 0) + 1);
          decoded(seq, samples, samples);
        },
        close: () => undefined,
      };
    },
  };
  const unpacking = createUnpacking(
    opus,
    {
      write: (seq, left, _, blend) => blocks.push({ seq, tier: (left[0] ?? 0) - 1, blend }),
      forgetFrom: (seq) => forgotten.push(seq),
    },
    { taken: () => undefined, mark: (mark) => marks.push(mark), ended: (sample) => ended.push(sample) },
  );
  return { unpacking, blocks, marks, forgotten, ended, decoders: () => decoders };
}

function frame(seq: number, count: number, changes: Partial<AudioFrame> = {}): AudioFrame {
  const tier = changes.tier ?? 0;
  return {
    kind: FRAME_KIND.opus,
    flags: 0,
    tier,
    epoch: 1,
    seq,
    ptsUs: seq * 20_000,
    packets: Array.from({ length: count }, () => Uint8Array.of(tier)),
    ...changes,
  };
}

describe("unpacking", () => {
  it("leaves out what a decoder says before it has heard enough", () => {
    const { unpacking, blocks } = listening();

    unpacking.take(frame(100, 2));
    unpacking.take(frame(102, 2));

    expect(blocks.map(({ seq }) => seq)).toEqual([102, 103]);
  });

  it("passes over from one quality to another in the last packet that both have", () => {
    const { unpacking, blocks, decoders } = listening();
    unpacking.take(frame(100, 8));

    unpacking.take(frame(104, 4, { tier: 1 }));
    unpacking.take(frame(108, 2, { tier: 1 }));

    expect(decoders()).toBe(2);
    expect(blocks.slice(-3)).toEqual([
      { seq: 107, tier: 1, blend: 480 },
      { seq: 108, tier: 1, blend: 0 },
      { seq: 109, tier: 1, blend: 0 },
    ]);
    expect(blocks.filter(({ seq, tier }) => seq < 107 && tier === 1)).toEqual([]);
  });

  it("does not play twice what is repeated after a reconnect", () => {
    const { unpacking, blocks } = listening();
    unpacking.take(frame(100, 8));
    const before = blocks.length;

    unpacking.take(frame(102, 8, { flags: 8 }));

    expect(blocks.slice(before).map(({ seq }) => seq)).toEqual([107, 108, 109]);
  });

  it("keeps its decoder over a short hole, and takes another after a long one", () => {
    const { unpacking, blocks, decoders } = listening();

    unpacking.take(frame(100, 4));
    unpacking.take(frame(107, 2));
    expect(decoders()).toBe(1);
    unpacking.take(frame(200, 3));

    expect(decoders()).toBe(2);
    expect(blocks.map(({ seq }) => seq)).toEqual([102, 103, 107, 108, 202]);
  });

  it("forgets what another epoch says otherwise", () => {
    const { unpacking, forgotten } = listening();
    unpacking.take(frame(100, 8));

    unpacking.take(frame(105, 4, { epoch: 2 }));

    expect(forgotten).toEqual([105]);
  });

  it("takes into account what an Opus encoder delays, and PCM does not", () => {
    const { unpacking, marks, blocks } = listening();
    const packet = new Uint8Array(3_840).fill(0x40);

    unpacking.take(frame(10, 1));
    unpacking.take({ ...frame(11, 1), kind: FRAME_KIND.pcm, tier: 3, packets: [packet] });

    expect(marks).toEqual([
      { sample: 9_600 + OPUS_DELAY_SAMPLES, heardMs: 200 },
      { sample: 10_560, heardMs: 220 },
    ]);
    expect(blocks.map(({ seq, tier }) => [seq, tier + 1])).toEqual([[11, 0x4040 / 32_768]]);
  });

  it("says where the broadcast ends", () => {
    const { unpacking, ended } = listening();

    unpacking.take({ ...frame(50, 0), kind: FRAME_KIND.end });

    expect(ended).toEqual([48_000]);
  });
});
