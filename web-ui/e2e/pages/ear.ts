import { INAUDIBLE } from "../../src/audio/awake";
import { SAMPLE_RATE } from "../../src/protocol/audioFrame";
import type { Broadcast } from "./broadcast";
import tapUrl from "./tap.worklet.ts?worker&url";

const WINDOW_SAMPLES = 4_800;
const WINDOW_EVERY_SAMPLES = 24_000;
const SEARCH_SAMPLES = 2_880;
const CLOCK_WINDOW_S = 2;

/** One hearing: how far from where it should have been, and how like the source. */
export interface Heard {
  readonly sourceS: number;
  readonly errorMs: number;
  readonly likeness: number;
}

/** Hears what leaves one listener, and when, by the clock of the sound card. */
export interface Ear {
  route(context: AudioContext, sound: AudioNode): void;
  /** By the page's clock; null if nothing was heard. */
  firstSoundMs(): number | null;
  /** Seconds that came from the first sound on, by the sound card. */
  heardS(): number;
  /** From the first sound on. */
  compare(broadcast: Broadcast, pageMs: (roomMs: number) => number): Heard[];
  /** The share of samples that are silent, from the first sound on and until this instant of the page's clock. */
  silentShare(untilMs: number): number;
}

export function createEar(): Ear {
  const batches: { readonly fromFrame: number; readonly samples: Float32Array }[] = [];
  const stamps: { readonly contextS: number; readonly offsetMs: number }[] = [];

  function offsetMs(contextS: number): number {
    const near = stamps.filter((stamp) => Math.abs(stamp.contextS - contextS) <= CLOCK_WINDOW_S);
    const sorted = (near.length > 0 ? near : stamps).map((stamp) => stamp.offsetMs).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  }

  function heardAtMs(frame: number): number {
    const contextS = frame / SAMPLE_RATE;
    return contextS * 1_000 + offsetMs(contextS);
  }

  function frameAt(pageMs: number): number {
    const roughS = (pageMs - offsetMs(stamps.at(-1)?.contextS ?? 0)) / 1_000;
    return ((pageMs - offsetMs(roughS)) / 1_000) * SAMPLE_RATE;
  }

  function whole(): { readonly fromFrame: number; readonly samples: Float32Array } {
    const fromFrame = batches[0]?.fromFrame ?? 0;
    const last = batches.at(-1);
    const samples = new Float32Array(last ? last.fromFrame + last.samples.length - fromFrame : 0);
    for (const batch of batches) samples.set(batch.samples, batch.fromFrame - fromFrame);
    return { fromFrame, samples };
  }

  return {
    route(context, sound) {
      context.audioWorklet.addModule(tapUrl).then(() => {
        const tap = new AudioWorkletNode(context, "tap");
        tap.port.onmessage = ({ data }) => batches.push(data);
        sound.connect(tap).connect(context.destination);
      });
      setInterval(() => {
        const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp();
        if (contextTime > 0) stamps.push({ contextS: contextTime, offsetMs: performanceTime - contextTime * 1_000 });
      }, 47);
    },
    firstSoundMs() {
      const { fromFrame, samples } = whole();
      const first = firstSound(samples);
      return first < 0 ? null : heardAtMs(fromFrame + first);
    },
    heardS() {
      const first = batches.findIndex(({ samples }) => firstSound(samples) >= 0);
      const heard = first < 0 ? [] : batches.slice(first);
      return heard.reduce((sum, { samples }) => sum + samples.length, 0) / SAMPLE_RATE;
    },
    compare({ source, startMs, playoutDelayMs }, pageMs) {
      const { fromFrame, samples } = whole();
      const first = firstSound(samples);
      const heard: Heard[] = [];
      for (let at = 0; at + WINDOW_SAMPLES <= source.length; at += WINDOW_EVERY_SAMPLES) {
        const wanted = frameAt(pageMs(startMs + playoutDelayMs + (at * 1_000) / SAMPLE_RATE)) - fromFrame;
        const from = Math.round(wanted) - SEARCH_SAMPLES;
        if (from >= 0 && wanted >= first && from + 2 * SEARCH_SAMPLES + WINDOW_SAMPLES <= samples.length) {
          const { lag, likeness } = find(source.subarray(at, at + WINDOW_SAMPLES), samples.subarray(from));
          heard.push({ sourceS: at / SAMPLE_RATE, errorMs: ((from + lag - wanted) * 1_000) / SAMPLE_RATE, likeness });
        }
      }
      return heard;
    },
    silentShare(untilMs) {
      const { fromFrame, samples } = whole();
      const first = firstSound(samples);
      const until = Math.min(samples.length, Math.floor(frameAt(untilMs) - fromFrame));
      const heard = samples.subarray(first, until);
      return heard.filter((sample) => Math.abs(sample) <= INAUDIBLE).length / heard.length;
    },
  };
}

function firstSound(samples: Float32Array): number {
  return samples.findIndex((sample) => Math.abs(sample) > 1e-4);
}

function find(window: Float32Array, within: Float32Array): { readonly lag: number; readonly likeness: number } {
  let lag = 0;
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at <= 2 * SEARCH_SAMPLES; at++) {
    const sum = product(window, within, at);
    if (sum > most) {
      most = sum;
      lag = at;
    }
  }
  const found = within.subarray(lag, lag + window.length);
  const norm = Math.sqrt(product(window, window, 0) * product(found, found, 0));
  return { lag, likeness: norm > 0 ? most / norm : 0 };
}

function product(a: Float32Array, b: Float32Array, at: number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[at + i] ?? 0);
  return sum;
}
