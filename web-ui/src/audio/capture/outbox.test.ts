import { describe, expect, it } from "vitest";
import { type AudioFrame, decodeAudioFrame, FRAME_FLAG, FRAME_KIND } from "../../protocol/audioFrame";
import { createOutbox } from "./outbox";

const { first, discontinuity } = FRAME_FLAG;

function posted() {
  const wire = { buffered: 0, frames: [] as AudioFrame[] };
  const outbox = createOutbox({
    send: (frame) => wire.frames.push(decodeAudioFrame(frame) as AudioFrame),
    bufferedAmount: () => wire.buffered,
  });
  const post = (tier: number, from: number, to = from + 1, bytes = 80) => {
    for (let seq = from; seq < to; seq++) {
      outbox.post(tier, new Uint8Array(bytes).fill(seq), { seq, ptsUs: seq * 20_000 });
    }
  };
  return { wire, outbox, post };
}

const flags = (frames: readonly AudioFrame[]) => frames.map((frame) => frame.flags);

describe("The outbox", () => {
  it("sends a packet a frame, with the epoch that was granted", () => {
    const { wire, outbox, post } = posted();
    outbox.begin(7, false);
    outbox.only([2]);

    post(2, 0, 3);

    expect(wire.frames.map(({ seq, epoch, tier, ptsUs }) => [seq, epoch, tier, ptsUs])).toEqual([
      [0, 7, 2, 0],
      [1, 7, 2, 20_000],
      [2, 7, 2, 40_000],
    ]);
    expect(flags(wire.frames)).toEqual([first, 0, 0]);
  });

  it("says where something is missing", () => {
    const { wire, outbox, post } = posted();
    outbox.only([2]);

    post(2, 0);
    post(2, 5);
    post(2, 6);

    expect(flags(wire.frames)).toEqual([first, discontinuity, 0]);
  });

  it("drops the oldest when the socket takes nothing, and says so in the next one", () => {
    const { wire, outbox, post } = posted();
    outbox.only([2]);
    post(2, 0);

    wire.buffered = 2_000;
    post(2, 1, 100);
    wire.buffered = 0;
    post(2, 100);

    expect(wire.frames.map(({ seq }) => seq)).toEqual([0, ...Array.from({ length: 26 }, (_, index) => 75 + index)]);
    expect(flags(wire.frames).slice(0, 3)).toEqual([first, discontinuity, 0]);
    expect(outbox.dropped()).toBe(74);
  });

  it("knows how long what waits will take", () => {
    const { wire, outbox } = posted();
    outbox.only([0, 2]);

    wire.buffered = 4_000;

    expect(outbox.backlogMs()).toBe(200);
  });

  it("throws away what waited for a socket that is gone, and says that something is missing", () => {
    const { wire, outbox, post } = posted();
    outbox.begin(1, false);
    outbox.only([2]);
    post(2, 0);
    wire.buffered = 2_000;
    post(2, 1, 4);

    wire.buffered = 0;
    outbox.begin(2, true);
    post(2, 60);

    expect(wire.frames.map(({ seq, epoch }) => [seq, epoch])).toEqual([
      [0, 1],
      [60, 2],
    ]);
    expect(flags(wire.frames)).toEqual([first, first | discontinuity]);
  });

  it("sends plain samples as what they are", () => {
    const { wire, outbox, post } = posted();
    outbox.only([3]);

    post(3, 0, 1, 3_840);

    expect(wire.frames[0]).toMatchObject({ kind: FRAME_KIND.pcm, tier: 3 });
    expect(wire.frames[0]?.packets[0]?.byteLength).toBe(3_840);
  });
});
