import { captureAbility } from "../../src/audio/capture/ability";
import { createBroadcaster } from "../../src/audio/capture/broadcaster";
import type { Broadcaster } from "../../src/audio/capture/state";
import { type AudioFrame, decodeAudioFrame, FRAME_KIND } from "../../src/protocol/audioFrame";

const SERVER_AHEAD_MS = 3_600_000;

/** What a test sees of a frame; its sound is asked for on its own. */
interface SeenFrame extends Omit<AudioFrame, "packets"> {
  readonly bytes: number;
  readonly toc: number;
  /** When it was sent, by the server's clock. */
  readonly sentMs: number;
}

let frames: (AudioFrame & { readonly sentMs: number })[] = [];
let broadcaster: Broadcaster | null = null;

const serverNowMs = () => performance.timeOrigin + performance.now() + SERVER_AHEAD_MS;

/** How strong a tone is in these samples, 0…1. */
function toneIn(samples: Float32Array, hertz: number): number {
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, index) => {
    const angle = (2 * Math.PI * hertz * index) / 48_000;
    real += sample * Math.cos(angle);
    imaginary += sample * Math.sin(angle);
  });
  return (2 * Math.hypot(real, imaginary)) / samples.length;
}

function decodePcm(chosen: readonly AudioFrame[]): Float32Array[] {
  return [0, 1].map((channel) => {
    const samples = chosen.flatMap(({ packets: [packet] }) => {
      const view = new DataView(packet?.buffer ?? new ArrayBuffer(0), packet?.byteOffset, packet?.byteLength);
      return Array.from({ length: view.byteLength / 4 }, (_, at) => view.getInt16(at * 4 + channel * 2, true) / 32_768);
    });
    return Float32Array.from(samples);
  });
}

async function decodeOpus(chosen: readonly AudioFrame[]): Promise<Float32Array[]> {
  const heard: Float32Array[][] = [[], []];
  const decoder = new AudioDecoder({
    output(data) {
      heard.forEach((parts, planeIndex) => {
        const part = new Float32Array(data.numberOfFrames);
        data.copyTo(part, { planeIndex, format: "f32-planar" });
        parts.push(part);
      });
      data.close();
    },
    error(error) {
      throw error;
    },
  });
  decoder.configure({ codec: "opus", sampleRate: 48_000, numberOfChannels: 2 });
  for (const { packets, seq } of chosen) {
    decoder.decode(new EncodedAudioChunk({ type: "key", timestamp: seq * 20_000, data: packets[0] as BufferSource }));
  }
  await decoder.flush();
  decoder.close();
  return heard.map((parts) => Float32Array.from(parts.flatMap((part) => [...part])));
}

const host = {
  ability: () => captureAbility(),

  async start(source: "microphone" | "tab", codec: "opus" | "pcm") {
    broadcaster ??= createBroadcaster({
      codec,
      serverNowMs,
      bufferedAmount: () => 0,
      send(buffer) {
        const frame = decodeAudioFrame(buffer);
        if (frame === null) throw new Error("not a frame");
        frames.push({ ...frame, sentMs: serverNowMs() });
      },
    });
    return broadcaster.start({ source, preset: "music" });
  },

  broadcaster: () => broadcaster,
  forget: () => {
    frames = [];
  },
  frames: (): SeenFrame[] =>
    frames.map(({ packets, ...rest }) => ({
      ...rest,
      bytes: packets[0]?.byteLength ?? 0,
      toc: packets[0]?.[0] ?? 0,
    })),

  /** The sound of one tier, from its 6th packet on, when the decoder has found into it. */
  async listen(tier: number) {
    const chosen = frames.filter((frame) => frame.tier === tier);
    const isPcm = chosen[0]?.kind === FRAME_KIND.pcm;
    const channels = (isPcm ? decodePcm(chosen) : await decodeOpus(chosen)).map((all) => all.subarray(5 * 960));
    return channels.map((samples) => ({
      samples: samples.length,
      peak: samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0),
      low: toneIn(samples, 440),
      high: toneIn(samples, 1_000),
    }));
  },
};

export type Host = typeof host;
(globalThis as { host?: Host }).host = host;
