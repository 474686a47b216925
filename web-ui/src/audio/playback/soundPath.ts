import { SAMPLE_RATE } from "../../protocol/audioFrame";
import { INAUDIBLE } from "../awake";
import { createAudioClock } from "./audioClock";
import { ringMemory } from "./ring";
import speakerUrl from "./speaker.worklet.ts?worker&url";
import type { FromDecoder, SpeakerOrder, SpeakerReport, ToDecoder } from "./threads";

/** A browser that does not say gets what most outputs take. */
const OUTPUT_LATENCY_MS = 40;
const STAMP_AGE_MAX_MS = 250;
const VOLUME_FADE_S = 0.015;
const FADE_OUT_MS = 60;

export interface SoundPathEvents {
  decoder(message: FromDecoder): void;
  report(report: SpeakerReport): void;
  /** The context runs, or does not any more. */
  running(running: boolean): void;
  failed(message: string): void;
}

/** Where the sound goes after the volume. */
export type Route = (context: AudioContext, sound: AudioNode) => void;

/**
 *   frames ──▶ worker: decode ──▶ ring ──▶ audio thread ──▶ volume ──┬──▶ route (the device)
 *                                                      what is not zero ┘
 */
export interface SoundPath {
  readonly context: AudioContext;
  readonly shared: boolean;
  /** The buffer is handed over. */
  feed(frame: ArrayBuffer): void;
  /** Looks at the sound card's clock, and returns how long from rendering to the ear. */
  look(): { readonly latencyMs: number } | null;
  /** Tells the audio thread the room's clock: the page's and so much. */
  setClock(roomAheadMs: number): void;
  setVolume(volume: number): void;
  resume(): Promise<void>;
  close(): void;
}

/** Must be called in the click: browsers let nothing sound otherwise. */
export function openSoundPath(route: Route, events: SoundPathEvents): SoundPath {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: "interactive" });
  const memory = globalThis.crossOriginIsolated ? ringMemory(true) : null;
  const worker = new Worker(new URL("./decoder.worker.ts", import.meta.url), { type: "module" });
  const clock = createAudioClock();
  const volume = context.createGain();
  const sound = context.createGain();
  const channel = new MessageChannel();
  let speaker: AudioWorkletNode | null = null;
  let closed = false;

  const tell = (order: ToDecoder, transfer: Transferable[] = []) => worker.postMessage(order, transfer);
  const order = (message: SpeakerOrder, transfer: Transferable[] = []) => speaker?.port.postMessage(message, transfer);

  worker.onmessage = ({ data }: MessageEvent<FromDecoder>) => events.decoder(data);
  worker.onerror = ({ message }) => events.failed(message);
  tell({ kind: "open", memory, speaker: channel.port1 }, [channel.port1]);
  context.onstatechange = () => {
    clock.reset();
    events.running(context.state === "running");
  };
  volume.connect(sound);
  stayAwake(context, sound);
  route(context, sound);
  loaded(context).then(connect, (error: unknown) => events.failed(String(error)));

  function connect(): void {
    if (closed) {
      return;
    }
    speaker = new AudioWorkletNode(context, "tutti-speaker", { numberOfInputs: 0, outputChannelCount: [2] });
    speaker.port.onmessage = ({ data }: MessageEvent<SpeakerReport>) => events.report(data);
    speaker.onprocessorerror = () => events.failed("the audio thread stopped");
    order({ kind: "open", memory, decoder: channel.port2 }, [channel.port2]);
    speaker.connect(volume);
  }

  return {
    context,
    shared: memory !== null,
    feed: (frame) => tell({ kind: "frame", buffer: frame }, [frame]),
    look() {
      if (context.state !== "running") {
        return null;
      }
      const reading = readOutput(context);
      clock.add(reading.contextS, reading.heardAtMs);
      return { latencyMs: (clock.heardAtMs(context.currentTime) ?? reading.heardAtMs) - performance.now() };
    },
    setClock(roomAheadMs) {
      const contextS = context.currentTime;
      const heardAtMs = clock.heardAtMs(contextS);
      if (heardAtMs !== null) {
        order({ kind: "clock", contextS, heardMs: heardAtMs + roomAheadMs });
      }
    },
    setVolume: (level) => volume.gain.setTargetAtTime(level, context.currentTime, VOLUME_FADE_S),
    resume: () => context.resume(),
    close() {
      closed = true;
      context.onstatechange = null;
      order({ kind: "stop" });
      tell({ kind: "close" });
      setTimeout(() => context.close().catch(() => undefined), FADE_OUT_MS);
    },
  };
}

/** Behind the volume, as whoever has muted it hears plain zeros otherwise. */
function stayAwake(context: AudioContext, sound: AudioNode): void {
  const almostNothing = new ConstantSourceNode(context, { offset: INAUDIBLE });
  almostNothing.connect(sound);
  almostNothing.start();
}

async function loaded(context: AudioContext): Promise<void> {
  // Browsers hide it from pages that came over http from elsewhere than this machine.
  if (!("audioWorklet" in context)) {
    throw new Error("live sound needs https");
  }
  await context.audioWorklet.addModule(speakerUrl);
}

/** What is heard at this moment; where the browser's word makes no sense, what is rendered and a latency. */
function readOutput(context: AudioContext): { readonly contextS: number; readonly heardAtMs: number } {
  const nowMs = performance.now();
  const { contextTime = 0, performanceTime = 0 } = context.getOutputTimestamp?.() ?? {};
  const fresh = contextTime > 0 && Math.abs(nowMs - performanceTime) <= STAMP_AGE_MAX_MS;
  return fresh && Math.abs(context.currentTime - contextTime) < 1
    ? { contextS: contextTime, heardAtMs: performanceTime }
    : {
        contextS: context.currentTime,
        heardAtMs: nowMs + (context.outputLatency ? context.outputLatency * 1_000 : OUTPUT_LATENCY_MS),
      };
}
