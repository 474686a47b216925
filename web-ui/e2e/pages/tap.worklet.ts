declare const currentFrame: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

const BATCH = 32;
const QUANTUM = 128;

/** Lets the sound through and tells the page what it was, by the frame. */
class TapProcessor extends AudioWorkletProcessor {
  private batch = new Float32Array(BATCH * QUANTUM);
  private filled = 0;

  process([input]: Float32Array[][], [output]: Float32Array[][]): boolean {
    input?.forEach((samples, channel) => {
      output?.[channel]?.set(samples);
    });
    this.batch.set(input?.[0] ?? new Float32Array(QUANTUM), this.filled);
    this.filled += QUANTUM;
    if (this.filled === this.batch.length) {
      const fromFrame = currentFrame + QUANTUM - this.filled;
      this.port.postMessage({ fromFrame, samples: this.batch }, [this.batch.buffer]);
      this.batch = new Float32Array(BATCH * QUANTUM);
      this.filled = 0;
    }
    return true;
  }
}

registerProcessor("tap", TapProcessor);
