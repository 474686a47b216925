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
  // A worklet that is not there any more, as after a deploy, was forbidden by nobody.
  const cutter = openCutter(context, onBlock).catch(() => null);
  /** What the browser has given and is not plugged in yet. */
  const given = new Set<MediaStream>();
  let plugged: { readonly source: AudioNode; readonly stream: MediaStream } | null = null;
  let isClosed = false;

  function unplug(): void {
    plugged?.source.disconnect();
    if (plugged !== null) stopTracks(plugged.stream);
    plugged = null;
  }

  async function plugIn(stream: MediaStream, choice: CaptureChoice, ended: () => void): Promise<Opened> {
    const node = await cutter;
    const [track] = stream.getAudioTracks();
    if (track === undefined) return refused("no-sound");
    if (node === null) return refused("failed");
    if (!isClosed) await context.resume();
    if (isClosed) return refused("superseded");
    const source = context.createMediaStreamSource(stream);
    unplug();
    source.connect(node);
    plugged = { source, stream };
    track.onended = ended;
    return { kind: "open", feed: { label: track.label, shortcomings: shortcomings(choice, track.getSettings()) } };
  }

  return {
    async open(choice, ended) {
      let stream: MediaStream | null = null;
      try {
        // Asked for first: the right to ask comes with the click, and is gone soon.
        stream = await ask(choice);
        given.add(stream);
        return await plugIn(stream, choice, ended);
      } catch (error) {
        return refused(isClosed ? "superseded" : failureOf(error));
      } finally {
        if (stream !== null) {
          given.delete(stream);
          // Whatever went wrong: nobody's microphone stays open for it.
          if (plugged?.stream !== stream) stopTracks(stream);
        }
      }
    },
    close() {
      isClosed = true;
      unplug();
      // A context that was about to run may never answer.
      given.forEach(stopTracks);
      void context.close().catch(() => undefined);
    },
  };
};

function refused(why: CaptureFailure): Opened {
  return { kind: "refused", why };
}

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

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) {
    track.onended = null;
    track.stop();
  }
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
