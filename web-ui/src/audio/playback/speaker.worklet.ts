import { createRing, ringMemory, type SoundRing } from "./ring";
import { createSpeaker, type Speaker } from "./speaker";
import type { SpeakerOrder, ToSpeaker } from "./threads";
import { createTimetable } from "./timetable";

declare const sampleRate: number;
declare const currentTime: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

const REPORT_EVERY_S = 0.25;
const FADE_OUT_S = 0.05;

/** The thread that must never be late: it reads what is there and tells the page four times a second how it went. */
class SpeakerProcessor extends AudioWorkletProcessor {
  private readonly timetable = createTimetable();
  private ring: SoundRing | null = null;
  private speaker: Speaker | null = null;
  private clock: { readonly contextS: number; readonly heardMs: number } | null = null;
  private reportedS = 0;
  private stopsAtS = Number.POSITIVE_INFINITY;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<SpeakerOrder>) => this.obey(data);
  }

  process(_inputs: Float32Array[][], [output]: Float32Array[][]): boolean {
    const [left, right] = output ?? [];
    if (this.speaker !== null && left && right) {
      this.speaker.render({ left, right }, this.heardMs());
      if (currentTime - this.reportedS >= REPORT_EVERY_S) {
        this.reportedS = currentTime;
        this.port.postMessage(this.speaker.report());
      }
    }
    return currentTime < this.stopsAtS;
  }

  private heardMs(): number | null {
    return this.clock && this.clock.heardMs + (currentTime - this.clock.contextS) * 1_000;
  }

  private obey(order: SpeakerOrder): void {
    switch (order.kind) {
      case "open":
        this.open(order);
        return;
      case "clock":
        this.clock = order;
        return;
      case "stop":
        this.speaker?.stop();
        this.stopsAtS = currentTime + FADE_OUT_S;
        return;
      default:
        order satisfies never;
    }
  }

  private open({ memory, decoder }: Extract<SpeakerOrder, { kind: "open" }>): void {
    const ring = createRing(memory ?? ringMemory(false));
    this.ring = ring;
    this.speaker = createSpeaker({ ring, timetable: this.timetable, sampleRate });
    decoder.onmessage = ({ data }: MessageEvent<ToSpeaker>) => this.take(data);
  }

  private take(told: ToSpeaker): void {
    switch (told.kind) {
      case "block":
        this.ring?.write(told.seq, told.left, told.right, told.blend);
        return;
      case "forget":
        this.ring?.forgetFrom(told.fromSeq);
        return;
      case "mark":
        // After an end only another broadcast brings more.
        this.speaker?.endAt(Number.POSITIVE_INFINITY);
        this.timetable.add(told.mark);
        return;
      case "ended":
        this.speaker?.endAt(told.sample);
        return;
      default:
        told satisfies never;
    }
  }
}

registerProcessor("tutti-speaker", SpeakerProcessor);
