import { encodeAudioFrame, FRAME_FLAG, FRAME_KIND, PACKET_SAMPLES, SAMPLE_RATE } from "../../src/protocol/audioFrame";
import { noise } from "./noise";

const BITRATES = [128_000, 64_000, 32_000];
const PACKETS_PER_FRAME = [3, 3, 5];
const REPEATED_AT_SWITCH = 4;
const TICK_MS = 5;

/** A host and a server in one: noise, encoded by the browser, in frames as the server cuts them, when they would come. */
export interface Broadcast {
  readonly source: Float32Array;
  /** When the first sample was captured, by the room's clock. */
  readonly startMs: number;
  readonly playoutDelayMs: number;
  listen(feed: (frame: ArrayBuffer) => void, way: Way): Reception;
}

export interface Way {
  readonly tier: number;
  /** From the host's encoder to the guest. */
  readonly networkMs: number;
  readonly jitterMs: number;
}

export interface Reception {
  switchTo(tier: number): void;
  stop(): void;
}

interface Options {
  readonly seconds: number;
  readonly tiers: readonly number[];
  readonly playoutDelayMs: number;
  readonly roomNowMs: () => number;
}

export async function broadcast({ seconds, tiers, playoutDelayMs, roomNowMs }: Options): Promise<Broadcast> {
  const source = brownish(seconds * SAMPLE_RATE);
  const packets = new Map<number, readonly Uint8Array[]>();
  for (const tier of tiers) {
    packets.set(tier, tier === 3 ? pcm(source) : await opus(source, BITRATES[tier] ?? 0));
  }
  const startMs = roomNowMs();
  const epoch = 7;

  function frame(tier: number, seq: number, flags: number): ArrayBuffer | null {
    const all = packets.get(tier) ?? [];
    const count = PACKETS_PER_FRAME[tier] ?? 1;
    const ptsUs = Math.round((startMs + seq * 20 + playoutDelayMs) * 1_000);
    const kind = tier === 3 ? FRAME_KIND.pcm : FRAME_KIND.opus;
    return seq + count <= all.length
      ? encodeAudioFrame({ kind, flags, tier, epoch, seq, ptsUs, packets: all.slice(seq, seq + count) })
      : encodeAudioFrame({ kind: FRAME_KIND.end, flags: 0, tier, epoch, seq, ptsUs, packets: [] });
  }

  return {
    source,
    startMs,
    playoutDelayMs,
    listen(feed, way) {
      const random = noise(way.networkMs);
      let tier = way.tier;
      let flags = FRAME_FLAG.first | FRAME_FLAG.replay;
      let seq = Math.max(0, Math.ceil((roomNowMs() - startMs - playoutDelayMs) / 20));
      let dueMs = 0;

      const timer = setInterval(() => {
        while (seq * 20 < seconds * 1_000) {
          const count = PACKETS_PER_FRAME[tier] ?? 1;
          const capturedMs = startMs + (seq + count) * 20;
          // A connection keeps the order: what is delayed delays what follows.
          dueMs = Math.max(dueMs, capturedMs + way.networkMs + way.jitterMs * Math.abs(random()));
          if (roomNowMs() < dueMs) {
            return;
          }
          const live = roomNowMs() < capturedMs + way.networkMs + way.jitterMs + 40;
          const sent = frame(tier, seq, live ? flags & ~FRAME_FLAG.replay : flags | FRAME_FLAG.replay);
          flags = 0;
          seq += count;
          if (sent) feed(sent);
        }
        clearInterval(timer);
        const end = frame(tier, seq, 0);
        if (end) feed(end);
      }, TICK_MS);

      return {
        switchTo(next) {
          tier = next;
          seq = Math.max(0, seq - REPEATED_AT_SWITCH);
          flags = FRAME_FLAG.tierSwitch;
        },
        stop: () => clearInterval(timer),
      };
    },
  };
}

/** Noise with most of it low, as music has: an encoder keeps its shape, and it never repeats. */
function brownish(count: number): Float32Array {
  const random = noise(20_261_128);
  let low = 0;
  return Float32Array.from({ length: count }, () => {
    low = 0.9 * low + 0.1 * random();
    return Math.max(-1, Math.min(1, low * 1.5));
  });
}

async function opus(source: Float32Array, bitrate: number): Promise<readonly Uint8Array[]> {
  const packets: Uint8Array[] = [];
  const encoder = new AudioEncoder({
    output(chunk) {
      const packet = new Uint8Array(chunk.byteLength);
      chunk.copyTo(packet);
      packets.push(packet);
    },
    error(error) {
      throw error;
    },
  });
  const settings = { format: "opus", frameDuration: 20_000, application: "audio", signal: "music" };
  encoder.configure({
    codec: "opus",
    sampleRate: SAMPLE_RATE,
    numberOfChannels: 2,
    bitrate,
    opus: settings,
  } as AudioEncoderConfig);
  for (let at = 0; at + PACKET_SAMPLES <= source.length; at += PACKET_SAMPLES) {
    const mono = source.subarray(at, at + PACKET_SAMPLES);
    const data = new Float32Array(2 * PACKET_SAMPLES);
    data.set(mono);
    data.set(mono, PACKET_SAMPLES);
    encoder.encode(
      new AudioData({
        format: "f32-planar",
        sampleRate: SAMPLE_RATE,
        numberOfFrames: PACKET_SAMPLES,
        numberOfChannels: 2,
        timestamp: (at / SAMPLE_RATE) * 1_000_000,
        data,
      }),
    );
  }
  await encoder.flush();
  encoder.close();
  return packets.slice(0, Math.floor(source.length / PACKET_SAMPLES));
}

function pcm(source: Float32Array): readonly Uint8Array[] {
  return Array.from({ length: Math.floor(source.length / PACKET_SAMPLES) }, (_, packet) => {
    const view = new DataView(new ArrayBuffer(PACKET_SAMPLES * 4));
    for (let i = 0; i < PACKET_SAMPLES; i++) {
      const value = Math.round((source[packet * PACKET_SAMPLES + i] ?? 0) * 32_767);
      view.setInt16(i * 4, value, true);
      view.setInt16(i * 4 + 2, value, true);
    }
    return new Uint8Array(view.buffer);
  });
}
