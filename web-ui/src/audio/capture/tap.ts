import { SAMPLE_RATE } from "../../protocol/audioFrame";
import { type CaptureChoice, displayConstraints, type Shortcoming, shortcomings, soundConstraints } from "./choice";
import cutterUrl from "./cutter.worklet.ts?worker&url";
import type { Block } from "./cutting";

/** Why no sound comes. `no-sound`: something was shared, but without its sound. `superseded`: asked again, or stopped, meanwhile. */
export type CaptureFailure = "denied" | "no-sound" | "no-device" | "in-use" | "unsupported" | "failed" | "superseded";

/** Something a host shares, once the browser has given it. */
export interface Feed {
  readonly label: string;
  readonly shortcomings: readonly Shortcoming[];
}

export type Opened =
  | { readonly kind: "open"; readonly feed: Feed }
  | { readonly kind: "refused"; readonly why: CaptureFailure };

/** Where the sound comes in, block by block, from whatever is plugged into it. */
export interface Tap {
  /** What was plugged in before goes on until the new one is there. */
  open(choice: CaptureChoice, ended: () => void): Promise<Opened>;
  close(): void;
}

export type OpenTap = (onBlock: (block: Block) => void) => Tap;

/** To be opened within a click: only then a browser lets sound run. */
export const openTap: OpenTap = (onBlock) => {
  const context = new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: "interactive" });
  // An interrupted context (a call on a phone) waits for somebody to ask it on.
  context.onstatechange = () => context.state !== "closed" && void context.resume().catch(() => undefined);
  const cutter = openCutter(context, onBlock);
  let plugged: { readonly source: AudioNode; readonly stream: MediaStream } | null = null;

  function unplug(): void {
    plugged?.source.disconnect();
    plugged?.stream.getTracks().forEach(stopTrack);
    plugged = null;
  }

  return {
    async open(choice, ended) {
      try {
        // Asked for first: the right to ask comes with the click, and is gone soon.
        const asked = ask(choice);
        const [stream, node] = await Promise.all([asked, cutter]);
        const [track] = stream.getAudioTracks();
        if (track === undefined || context.state === "closed") {
          stream.getTracks().forEach(stopTrack);
          return { kind: "refused", why: track === undefined ? "no-sound" : "superseded" };
        }
        await context.resume();
        unplug();
        const source = context.createMediaStreamSource(stream);
        source.connect(node);
        plugged = { source, stream };
        track.onended = ended;
        return { kind: "open", feed: { label: track.label, shortcomings: shortcomings(choice, track.getSettings()) } };
      } catch (error) {
        return { kind: "refused", why: failureOf(error) };
      }
    },
    close() {
      unplug();
      void context.close().catch(() => undefined);
    },
  };
};

function ask(choice: CaptureChoice): Promise<MediaStream> {
  return choice.source === "tab"
    ? navigator.mediaDevices.getDisplayMedia(displayConstraints(choice))
    : navigator.mediaDevices.getUserMedia({ audio: soundConstraints(choice) });
}

async function openCutter(context: AudioContext, onBlock: (block: Block) => void): Promise<AudioNode> {
  await context.audioWorklet.addModule(cutterUrl);
  const node = new AudioWorkletNode(context, "cutter", {
    numberOfInputs: 1,
    numberOfOutputs: 1,
    channelCount: 2,
    channelCountMode: "explicit",
  });
  node.port.onmessage = ({ data }: MessageEvent<Block>) => onBlock(data);
  // Nobody hears its output. Some browsers run only what leads to the speakers.
  node.connect(context.destination);
  return node;
}

function stopTrack(track: MediaStreamTrack): void {
  track.onended = null;
  track.stop();
}

const FAILURES: Readonly<Record<string, CaptureFailure>> = {
  NotAllowedError: "denied",
  AbortError: "denied",
  NotFoundError: "no-device",
  OverconstrainedError: "no-device",
  NotReadableError: "in-use",
  NotSupportedError: "unsupported",
  TypeError: "unsupported",
};

export function failureOf(error: unknown): CaptureFailure {
  return (error instanceof Error && FAILURES[error.name]) || "failed";
}
