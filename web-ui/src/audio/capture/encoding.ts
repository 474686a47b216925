import { PACKET_SAMPLES, SAMPLE_RATE } from "../../protocol/audioFrame";
import type { Preset } from "./choice";
import type { Stamp } from "./count";
import { CHANNELS } from "./cutting";
import { kbitsOf } from "./tier";

export interface Encoding {
  /** Both channels of 960 samples, one after the other. What becomes of them is handed on in the same order. */
  encode(samples: Float32Array<ArrayBuffer>, stamp: Stamp): void;
  close(): void;
}

export interface EncodingOptions {
  readonly tier: number;
  readonly preset: Preset;
  readonly packet: (packet: Uint8Array, stamp: Stamp) => void;
  /** It broke, and does nothing any more. */
  readonly failed: () => void;
}

export type StartEncoding = (options: EncodingOptions) => Encoding;

const PACKET_US = 20_000;
/** Half a second of a processor that does not keep up; what comes then is left out rather than sent late. */
const WAITING_MAX = 25;

/** Opus by the browser. Packets are told apart by their order alone: browsers round, or invent, their timestamps. */
export function encodeOpus({ tier, preset, packet, failed }: EncodingOptions): Encoding {
  const waiting: Stamp[] = [];
  let count = 0;
  const encoder = new AudioEncoder({
    output(chunk) {
      const stamp = waiting.shift();
      if (stamp !== undefined) {
        const bytes = new Uint8Array(chunk.byteLength);
        chunk.copyTo(bytes);
        packet(bytes, stamp);
      }
    },
    error: failed,
  });
  encoder.configure({
    codec: "opus",
    sampleRate: SAMPLE_RATE,
    numberOfChannels: CHANNELS,
    bitrate: kbitsOf(tier) * 1_000,
    opus: opusFor(preset),
  });
  return {
    encode(samples, stamp) {
      if (encoder.state !== "configured" || waiting.length >= WAITING_MAX) {
        return;
      }
      const data = new AudioData({
        format: "f32-planar",
        sampleRate: SAMPLE_RATE,
        numberOfChannels: CHANNELS,
        numberOfFrames: PACKET_SAMPLES,
        timestamp: count * PACKET_US,
        data: samples,
      });
      count += 1;
      waiting.push(stamp);
      encoder.encode(data);
      data.close();
    },
    close() {
      if (encoder.state !== "closed") {
        encoder.close();
      }
    },
  };
}

/** What the standard has and the language's types do not, yet. */
interface OpusSettings extends OpusEncoderConfig {
  readonly application: "audio" | "voip";
  readonly signal: "music" | "voice";
}

function opusFor(preset: Preset): OpusSettings {
  return {
    application: "audio",
    format: "opus",
    frameDuration: PACKET_US,
    signal: preset === "music" ? "music" : "voice",
    // Nothing gets lost on this way, and silence has to keep the time.
    packetlossperc: 0,
    usedtx: false,
    useinbandfec: false,
  };
}

/** Plain samples, where the browser does not encode: the server does it then. */
export function encodePcm({ packet }: EncodingOptions): Encoding {
  return {
    encode: (samples, stamp) => packet(toPcm(samples), stamp),
    close: () => undefined,
  };
}

/** 16 bits, the lower byte first, left and right in turn. */
export function toPcm(samples: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(PACKET_SAMPLES * CHANNELS * 2));
  for (let at = 0; at < PACKET_SAMPLES; at++) {
    for (let channel = 0; channel < CHANNELS; channel++) {
      const sample = Math.max(-1, Math.min(1, samples[channel * PACKET_SAMPLES + at] ?? 0));
      view.setInt16((at * CHANNELS + channel) * 2, Math.round(sample * 32_767), true);
    }
  }
  return new Uint8Array(view.buffer);
}
