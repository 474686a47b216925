import { INAUDIBLE } from "../awake";
import { createCutter } from "./cutting";

// The scope of a worklet is not among the types that come with the language.
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** On the sound's own thread, so that no block is late or lost while the page is busy. */
class CutterProcessor extends AudioWorkletProcessor {
  private readonly quiet = new Float32Array(128);
  private readonly cutter = createCutter(sampleRate, (block) => this.port.postMessage(block, [block.samples.buffer]));

  process([input]: Float32Array[][], [output]: Float32Array[][]): boolean {
    output?.[0]?.fill(INAUDIBLE);
    // Without a source there are no channels, but time goes on.
    const left = input?.[0] ?? this.quiet;
    this.cutter.take(left, input?.[1] ?? left);
    return true;
  }
}

registerProcessor("cutter", CutterProcessor);
