import { decodeAudioFrame } from "../../protocol/audioFrame";
import { opusDecoders } from "./packetDecoder";
import { type BlockSink, createRing } from "./ring";
import type { FromDecoder, ToDecoder, ToSpeaker } from "./threads";
import { createUnpacking, type Unpacking } from "./unpacking";

/**
 * Decodes as frames come in; no timer, for a page in the background has slow ones.
 *
 *   page ──frames──▶ decoder ──blocks──▶ ring (shared) or port ──▶ audio thread
 *                       └──marks──▶ port ──▶ audio thread
 */
interface Scope {
  onmessage: ((event: MessageEvent<ToDecoder>) => void) | null;
  postMessage(message: FromDecoder): void;
  close(): void;
}

const scope = self as unknown as Scope;

let unpacking: Promise<Unpacking> | null = null;

scope.onmessage = ({ data: order }) => {
  switch (order.kind) {
    case "open":
      unpacking = open(order);
      unpacking.catch((error: unknown) => scope.postMessage({ kind: "failed", message: String(error) }));
      return;
    case "frame":
      unpacking?.then(
        (opened) => take(opened, order.buffer),
        () => undefined,
      );
      return;
    case "close":
      scope.close();
      return;
    default:
      order satisfies never;
  }
};

async function open({ memory, speaker }: Extract<ToDecoder, { kind: "open" }>): Promise<Unpacking> {
  const opus = await opusDecoders();
  scope.postMessage({ kind: "ready", decoding: opus.how });
  const tell = (message: ToSpeaker, transfer: Transferable[] = []) => speaker.postMessage(message, transfer);
  return createUnpacking(opus, memory === null ? through(tell) : createRing(memory), {
    taken({ seq, packets, tier, flags, ptsUs }) {
      const readyAtMs = performance.timeOrigin + performance.now();
      const bytes = packets.reduce((sum, packet) => sum + packet.byteLength, 0);
      scope.postMessage({ kind: "taken", seq, packets: packets.length, tier, flags, ptsUs, bytes, readyAtMs });
    },
    mark: (mark) => tell({ kind: "mark", mark }),
    ended: (sample) => tell({ kind: "ended", sample }),
  });
}

function through(tell: (message: ToSpeaker, transfer: Transferable[]) => void): BlockSink {
  return {
    write(seq, left, right, blend) {
      // Mono has one array for both channels, and an array can be handed over once.
      const other = right === left ? left.slice() : right;
      tell({ kind: "block", seq, left, right: other, blend }, [left.buffer, other.buffer]);
    },
    forgetFrom: (fromSeq) => tell({ kind: "forget", fromSeq }, []),
  };
}

function take(opened: Unpacking, buffer: ArrayBuffer): void {
  const frame = decodeAudioFrame(buffer);
  if (frame === null) {
    scope.postMessage({ kind: "malformed" });
  } else {
    opened.take(frame);
  }
}
