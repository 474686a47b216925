import { PACKET_SAMPLES, SAMPLE_RATE } from "../../protocol/audioFrame";

/** 20 ms of sound, of both channels; PACKET_SAMPLES each. */
export type Decoded = (seq: number, left: Float32Array, right: Float32Array) => void;

/** One run of packets that follow each other. They come out in their order, some time later. */
export interface PacketDecoder {
  decode(seq: number, packet: Uint8Array): void;
  close(): void;
}

export type OpusDecoding = "webcodecs" | "webassembly";

export interface OpusDecoders {
  readonly how: OpusDecoding;
  open(decoded: Decoded): PacketDecoder;
}

const OPUS: AudioDecoderConfig = { codec: "opus", sampleRate: SAMPLE_RATE, numberOfChannels: 2 };
/** A decoder that has this much before it does not keep up, and what it has is too late anyway. */
const WAITING_MAX = 400;
const PACKET_US = 20_000;

/** The browser's own decoder, or the one we bring along. */
export async function opusDecoders(): Promise<OpusDecoders> {
  if (await hasOpus()) {
    return { how: "webcodecs", open: webCodecs };
  }
  const { OpusDecoder } = await import("opus-decoder");
  // Compiled once, here: those to come must be ready when a packet is.
  await new OpusDecoder().ready;
  return { how: "webassembly", open: (decoded) => webAssembly(new OpusDecoder({ forceStereo: true }), decoded) };
}

/** Firefox has an AudioDecoder, but other players report clicks in what it makes of Opus. */
async function hasOpus(): Promise<boolean> {
  if (typeof AudioDecoder === "undefined" || navigator.userAgent.includes("Firefox")) {
    return false;
  }
  const { supported } = await AudioDecoder.isConfigSupported(OPUS).catch(() => ({ supported: false }));
  return supported === true;
}

function webCodecs(decoded: Decoded): PacketDecoder {
  /** Seqs on their way. A decoder that leaves one out is found out by the timestamp of the next. */
  let waiting: { readonly seq: number; readonly timestampUs: number }[] = [];
  let nextUs = 0;
  let decoder = opened();

  function opened(): AudioDecoder {
    const made = new AudioDecoder({
      output(data) {
        const nearest = waiting.findIndex(({ timestampUs }) => Math.abs(timestampUs - data.timestamp) <= PACKET_US / 2);
        const found = waiting[nearest];
        waiting = waiting.slice(nearest + 1);
        if (found) {
          decoded(found.seq, plane(data, 0), plane(data, Math.min(1, data.numberOfChannels - 1)));
        }
        data.close();
      },
      // It is closed then, and the next packet opens another.
      error: () => undefined,
    });
    made.configure(OPUS);
    return made;
  }

  return {
    decode(seq, packet) {
      if (decoder.state === "closed") {
        waiting = [];
        decoder = opened();
      }
      if (waiting.length < WAITING_MAX) {
        waiting.push({ seq, timestampUs: nextUs });
        decoder.decode(new EncodedAudioChunk({ type: "key", timestamp: nextUs, duration: PACKET_US, data: packet }));
      }
      nextUs += PACKET_US;
    },
    close() {
      // What it still has is part of the sound: it comes out, and only then is it done.
      if (decoder.state === "configured") {
        const last = decoder;
        last.flush().then(
          () => last.close(),
          () => undefined,
        );
      }
    },
  };
}

/** Some browsers leave out what an encoder adds at its start: then the end of the packet is what is there. */
function plane(data: AudioData, planeIndex: number): Float32Array {
  const samples = new Float32Array(data.numberOfFrames);
  data.copyTo(samples, { planeIndex, format: "f32-planar" });
  return whole(samples);
}

function whole(samples: Float32Array): Float32Array {
  if (samples.length === PACKET_SAMPLES) {
    return samples;
  }
  const block = new Float32Array(PACKET_SAMPLES);
  const part = samples.subarray(Math.max(0, samples.length - PACKET_SAMPLES));
  block.set(part, PACKET_SAMPLES - part.length);
  return block;
}

interface OpusInWebAssembly {
  readonly ready: Promise<void>;
  decodeFrame(packet: Uint8Array): { readonly channelData: readonly Float32Array[]; readonly samplesDecoded: number };
  free(): void;
}

function webAssembly(decoder: OpusInWebAssembly, decoded: Decoded): PacketDecoder {
  let turn: Promise<void> = decoder.ready;
  return {
    decode(seq, packet) {
      turn = turn.then(() => {
        const { channelData, samplesDecoded } = decoder.decodeFrame(packet);
        const [left, right = left] = channelData;
        if (left && right && samplesDecoded > 0) {
          decoded(seq, whole(left), whole(right));
        }
      });
    },
    close() {
      turn.then(() => decoder.free());
    },
  };
}

/** PCM needs no decoder, but comes the same way. */
export function pcmDecoder(decoded: Decoded): PacketDecoder {
  return {
    decode(seq, packet) {
      const channels = packet.byteLength >= PACKET_SAMPLES * 4 ? 2 : 1;
      const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength);
      const left = channelOf(view, 0, channels);
      decoded(seq, left, channels === 2 ? channelOf(view, 1, channels) : left);
    },
    close: () => undefined,
  };
}

function channelOf(view: DataView, channel: number, channels: number): Float32Array {
  const samples = new Float32Array(PACKET_SAMPLES);
  const count = Math.min(PACKET_SAMPLES, Math.floor(view.byteLength / (2 * channels)));
  for (let i = 0; i < count; i++) {
    samples[i] = view.getInt16(2 * (i * channels + channel), true) / 32_768;
  }
  return samples;
}
