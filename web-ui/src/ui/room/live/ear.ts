import type { Route } from "../../../audio/playback/soundPath";

/** How loud the live sound is at this seat, for who draws it. */
export interface Ear {
  /** The device's way, with a meter beside it: a guest sees what they hear. */
  readonly route: Route;
  /** Of the host, who hears nothing of it here: full scale is 1. Returns how to take it back. */
  lend(rms: () => number): () => void;
  /** 0 to 1, as loud as it seems. */
  level(): number;
  /** Silent, or to be heard again: whoever plays the sound at this seat does it. */
  toggle(): void;
  onToggle(toggle: () => void): () => void;
}

/** What is softer is nothing to the eye. */
const FLOOR_DB = -50;
const WINDOW = 2_048;

export function createEar(): Ear {
  let rms: (() => number) | null = null;
  let toggle: (() => void) | null = null;

  return {
    route(context, sound) {
      const meter = new AnalyserNode(context, { fftSize: WINDOW });
      const samples = new Float32Array(WINDOW);
      sound.connect(context.destination);
      sound.connect(meter);
      rms = () => {
        if (context.state !== "running") return 0;
        meter.getFloatTimeDomainData(samples);
        return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / WINDOW);
      };
    },
    lend(read) {
      rms = read;
      return () => {
        if (rms === read) rms = null;
      };
    },
    level: () => loudness(rms?.() ?? 0),
    toggle: () => toggle?.(),
    onToggle(act) {
      toggle = act;
      return () => {
        if (toggle === act) toggle = null;
      };
    },
  };
}

export function loudness(rms: number): number {
  return rms <= 0 ? 0 : Math.max(0, Math.min(1, 1 - (20 * Math.log10(rms)) / FLOOR_DB));
}
