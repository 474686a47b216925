import { describe, expect, it } from "vitest";
import { type AudioFrame, decodeAudioFrame, FRAME_FLAG, FRAME_KIND } from "../../protocol/audioFrame";
import { type BroadcasterOptions, createBroadcaster } from "./broadcaster";
import type { CaptureChoice } from "./choice";
import type { Block } from "./cutting";
import type { KeptStorage } from "./kept";
import type { Opened } from "./tap";

const MUSIC: CaptureChoice = { source: "microphone", preset: "music" };
const GOOD: Opened = { kind: "open", feed: { label: "Line in", shortcomings: [] } };
/** The server's clock is this much ahead of the page's. */
const AHEAD_MS = 5_000_000;
/** Blocks that a start waits for. */
const SETTLED = 15;

function box(): KeptStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

/** A host whose sound, socket and clock are in the test's hand. An "encoded" packet is its tier and how loud it was. */
function host({ opened = GOOD, ...more }: Partial<BroadcasterOptions> & { opened?: Opened } = {}) {
  const wire = { buffered: 0, frames: [] as AudioFrame[] };
  const made: number[] = [];
  const closed: number[] = [];
  let hear: (block: Block) => void = () => undefined;
  let ended: () => void = () => undefined;
  let nowMs = 0;
  let index = 0;
  const broadcaster = createBroadcaster({
    codec: "opus",
    storage: null,
    send: (frame) => wire.frames.push(decodeAudioFrame(frame) as AudioFrame),
    bufferedAmount: () => wire.buffered,
    nowMs: () => nowMs,
    serverNowMs: () => nowMs + AHEAD_MS,
    openTap: (onBlock) => {
      hear = onBlock;
      return {
        open: async (_, whenEnded) => {
          ended = whenEnded;
          return opened;
        },
        close: () => undefined,
      };
    },
    startEncoding: ({ tier, packet }) => {
      made.push(tier);
      return {
        encode: (samples, stamp) => packet(Uint8Array.of(tier, Math.round((samples[500] ?? 0) * 100)), stamp),
        close: () => closed.push(tier),
      };
    },
    ...more,
  });
  const come = (blocks: number, loud = 0.5) => {
    for (let left = blocks; left > 0; left--) {
      nowMs += 20;
      hear({ index: index++, samples: new Float32Array(1_920).fill(loud) });
    }
  };
  const start = async () => {
    const starting = broadcaster.start(MUSIC);
    await Promise.resolve();
    come(SETTLED);
    return starting;
  };
  return {
    broadcaster,
    wire,
    made,
    closed,
    come,
    end: () => ended(),
    pass: (ms: number) => {
      nowMs += ms;
    },
    start,
    async live(epoch = 1) {
      await start();
      broadcaster.granted({ broadcastId: "b1", epoch });
    },
    seqs: () => wire.frames.map(({ seq }) => seq),
    loud: () => wire.frames.map(({ packets }) => packets[0]?.[1]),
  };
}

describe("The broadcaster", () => {
  it("says what it will send, and sends nothing before the server has granted it", async () => {
    const { broadcaster, start, come, wire } = host();

    expect(await start()).toEqual({
      kind: "ready",
      format: { codec: "opus", sampleRate: 48_000, channels: 2, audioBitrate: 128 },
    });
    come(50);

    expect(broadcaster.state()).toMatchObject({ phase: "ready", label: "Line in", choice: MUSIC });
    expect(wire.frames).toEqual([]);
  });

  it("counts the packets, and the time by the server's clock", async () => {
    const party = host();
    await party.live(9);

    party.come(3);

    expect(party.wire.frames.map(({ seq, ptsUs, epoch, kind }) => [seq, ptsUs, epoch, kind])).toEqual([
      [0, (AHEAD_MS + 300) * 1_000, 9, FRAME_KIND.opus],
      [1, (AHEAD_MS + 320) * 1_000, 9, FRAME_KIND.opus],
      [2, (AHEAD_MS + 340) * 1_000, 9, FRAME_KIND.opus],
    ]);
  });

  it("encodes the tiers in demand and no other, all with the same numbers", async () => {
    const { broadcaster, live, come, wire, made, closed } = host();
    await live();
    broadcaster.demand([0, 2]);

    come(2);
    broadcaster.demand([2]);
    come(1);
    broadcaster.demand([]);
    come(5);

    const sent = wire.frames.map(({ tier, seq }) => `${tier}:${seq}`).sort();
    expect(sent).toEqual(["0:0", "0:1", "2:0", "2:1", "2:2"]);
    expect(made).toEqual([0, 2]);
    expect(closed).toEqual([0, 2]);
  });

  it("sends silence while muted, and keeps the time", async () => {
    const { broadcaster, live, come, loud, seqs } = host();
    await live();

    come(2);
    broadcaster.mute(true);
    come(3);
    broadcaster.mute(false);
    come(2);

    expect(seqs()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    // The first and the last of it fade.
    expect(loud()).toEqual([50, 50, 24, 0, 0, 26, 50]);
    expect(broadcaster.state().level.peak).toBe(0.5);
  });

  it("goes on after a reconnect with the new epoch, as much later as it is", async () => {
    const { broadcaster, live, come, seqs, wire } = host();
    await live(1);
    come(10);

    broadcaster.interrupted();
    come(100);
    broadcaster.granted({ broadcastId: "b1", epoch: 2 });
    come(2);

    expect(seqs().slice(9)).toEqual([9, 110, 111]);
    expect(wire.frames.at(-2)).toMatchObject({ epoch: 2, flags: FRAME_FLAG.first | FRAME_FLAG.discontinuity });
    expect((wire.frames.at(-2)?.ptsUs ?? 0) - (wire.frames[0]?.ptsUs ?? 0)).toBe(110 * 20_000);
  });

  it("goes on after a reload of the page too", async () => {
    const storage = box();
    const before = host({ storage });
    await before.live(1);
    before.come(101);

    const after = host({ storage });
    after.pass(6_000);
    await after.live(2);
    after.come(1);

    // Packet 100 was captured at 2.3 s of that clock, this one at 6.3 s.
    expect(after.seqs()).toEqual([300]);
    expect(after.wire.frames[0]?.flags).toBe(FRAME_FLAG.first | FRAME_FLAG.discontinuity);
  });

  it("goes on after a reload also when the first click was taken back", async () => {
    const storage = box();
    const before = host({ storage });
    await before.live(1);
    before.come(101);

    const refusals: Opened[] = [{ kind: "refused", why: "denied" }, GOOD];
    let hear: (block: Block) => void = () => undefined;
    const after = host({
      storage,
      openTap: (onBlock) => {
        hear = onBlock;
        return { open: async () => refusals.shift() ?? GOOD, close: () => undefined };
      },
    });
    expect(await after.broadcaster.start(MUSIC)).toEqual({ kind: "refused", why: "denied" });
    const starting = after.broadcaster.start(MUSIC);
    await Promise.resolve();
    const come = (from: number, blocks: number) => {
      for (let index = from; index < from + blocks; index++) {
        after.pass(20);
        hear({ index, samples: new Float32Array(1_920).fill(0.5) });
      }
    };
    after.pass(6_000);
    come(0, SETTLED);
    await starting;
    after.broadcaster.granted({ broadcastId: "b1", epoch: 2 });
    come(SETTLED, 1);

    expect(after.seqs()).toEqual([300]);
  });

  it("counts anew for another broadcast", async () => {
    const { broadcaster, live, come, seqs } = host();
    await live();
    come(3);

    broadcaster.granted({ broadcastId: "b2", epoch: 2 });
    come(1);

    expect(seqs()).toEqual([0, 1, 2, 0]);
  });

  it("lets the lowest tier survive on a slow line, and says so", async () => {
    const { broadcaster, live, come, wire, closed } = host();
    await live();
    broadcaster.demand([0, 1, 2]);
    come(1);

    wire.buffered = 8_000;
    come(100);

    expect(closed).toEqual([0, 1]);
    expect(broadcaster.state()).toMatchObject({ tiers: [2], heldBack: [0, 1] });
    expect(broadcaster.state().warnings).toEqual(["slow-uplink", "dropping"]);
    wire.buffered = 0;
    come(1);
    expect(wire.frames.at(-1)).toMatchObject({ tier: 2, seq: 101 });
  });

  it("warns after eight seconds of silence, and takes that back when something comes", async () => {
    const { broadcaster, live, come } = host();
    await live();

    come(395, 0);
    expect(broadcaster.state().warnings).toEqual([]);
    come(10, 0);
    expect(broadcaster.state().warnings).toEqual(["silent"]);
    come(5);
    expect(broadcaster.state().warnings).toEqual([]);
  });

  it("sends silence when the source ends, until another one is chosen", async () => {
    const { broadcaster, live, come, end, seqs } = host();
    await live();
    come(5);

    end();
    come(5, 0);
    expect(broadcaster.state()).toMatchObject({ phase: "live", warnings: ["ended"] });
    expect(await broadcaster.start({ source: "tab", preset: "music" })).toMatchObject({ kind: "ready" });
    come(5);

    expect(broadcaster.state()).toMatchObject({ phase: "live", warnings: [], choice: { source: "tab" } });
    expect(seqs()).toEqual(Array.from({ length: 15 }, (_, index) => index));
  });

  it("tells why there is no sound, and can be asked again", async () => {
    const { broadcaster } = host({ opened: { kind: "refused", why: "no-sound" } });

    expect(await broadcaster.start({ source: "tab", preset: "music" })).toEqual({ kind: "refused", why: "no-sound" });

    expect(broadcaster.state()).toMatchObject({ phase: "idle", failure: "no-sound" });
  });

  it("shares on what it shared when another source is refused", async () => {
    const refusals: Opened[] = [GOOD, { kind: "refused", why: "denied" }];
    const wire: ArrayBuffer[] = [];
    let hear: (block: Block) => void = () => undefined;
    const broadcaster = createBroadcaster({
      codec: "pcm",
      storage: null,
      send: (frame) => wire.push(frame),
      bufferedAmount: () => 0,
      serverNowMs: () => 0,
      nowMs: () => 0,
      openTap: (onBlock) => {
        hear = onBlock;
        return { open: async () => refusals.shift() ?? GOOD, close: () => undefined };
      },
    });
    const starting = broadcaster.start(MUSIC);
    await Promise.resolve();
    for (let index = 0; index < SETTLED; index++) {
      hear({ index, samples: new Float32Array(1_920) });
    }
    await starting;
    broadcaster.granted({ broadcastId: "b1", epoch: 1 });

    expect(await broadcaster.start(MUSIC)).toEqual({ kind: "refused", why: "denied" });
    hear({ index: SETTLED, samples: new Float32Array(1_920).fill(1) });

    expect(broadcaster.state()).toMatchObject({ phase: "live", choice: MUSIC, failure: "denied" });
    const [frame] = wire.map(decodeAudioFrame);
    expect(frame).toMatchObject({ kind: FRAME_KIND.pcm, tier: 3, seq: 0 });
    expect(frame?.packets[0]?.slice(0, 4)).toEqual(Uint8Array.of(0xff, 0x7f, 0xff, 0x7f));
  });

  it("says nothing more once it is stopped", async () => {
    const { broadcaster, live, come, wire, closed } = host();
    await live();
    come(5);

    broadcaster.stop();
    come(5);

    expect(wire.frames).toHaveLength(5);
    expect(closed).toEqual([0]);
    expect(broadcaster.state().phase).toBe("idle");
  });
});
