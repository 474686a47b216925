import { describe, expect, it } from "vitest";
import { type AudioFrame, decodeAudioFrame, encodeAudioFrame, FRAME_FLAG, FRAME_KIND } from "./audioFrame";

const FRAME: AudioFrame = {
  kind: FRAME_KIND.opus,
  flags: FRAME_FLAG.first | FRAME_FLAG.discontinuity,
  tier: 1,
  epoch: 4_000_000_000,
  seq: 3_999_999_999,
  ptsUs: 1_795_000_000_123_456,
  packets: [Uint8Array.of(0xfc, 1, 2, 3), Uint8Array.of(0xfc, 9)],
};

describe("an audio frame", () => {
  it("is read as it was written, to the microsecond", () => {
    expect(decodeAudioFrame(encodeAudioFrame(FRAME))).toEqual(FRAME);
  });

  it("has its numbers with the largest byte first, where the protocol says", () => {
    const view = new DataView(encodeAudioFrame(FRAME));

    expect([0, 1, 2, 3].map((at) => view.getUint8(at))).toEqual([0x10, 5, 1, 2]);
    expect([view.getUint32(4), view.getUint32(8), view.getBigInt64(12)]).toEqual([
      4_000_000_000,
      3_999_999_999,
      1_795_000_000_123_456n,
    ]);
    expect([view.getUint16(20), view.getUint16(22), view.byteLength]).toEqual([4, 2, 30]);
  });

  it("may be an end without packets", () => {
    const end: AudioFrame = { ...FRAME, kind: FRAME_KIND.end, packets: [] };

    expect(decodeAudioFrame(encodeAudioFrame(end))).toEqual(end);
  });

  it.each([
    ["empty", new ArrayBuffer(0)],
    ["cut in its head", encodeAudioFrame(FRAME).slice(0, 19)],
    ["cut in its lengths", encodeAudioFrame(FRAME).slice(0, 23)],
    ["cut in a packet", encodeAudioFrame(FRAME).slice(0, 29)],
    ["longer than it says", changed((bytes) => [...bytes, 0])],
    ["of an unknown kind", changed((bytes) => [0x20, ...bytes.slice(1)])],
    ["without packets", encodeAudioFrame({ ...FRAME, packets: [] })],
    [
      "with too many packets",
      encodeAudioFrame({ ...FRAME, packets: Array.from({ length: 9 }, () => Uint8Array.of(1)) }),
    ],
    ["with an empty packet", encodeAudioFrame({ ...FRAME, packets: [new Uint8Array(0)] })],
  ])("that is %s is none", (_, buffer) => {
    expect(decodeAudioFrame(buffer)).toBeNull();
  });
});

function changed(change: (bytes: number[]) => number[]): ArrayBuffer {
  return Uint8Array.from(change([...new Uint8Array(encodeAudioFrame(FRAME))])).buffer;
}
