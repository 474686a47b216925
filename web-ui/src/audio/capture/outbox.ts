import { encodeAudioFrame, FRAME_FLAG, FRAME_KIND } from "../../protocol/audioFrame";
import type { Stamp } from "./count";
import { kbitsOf, PCM_TIER } from "./tier";

/** So much may lie with the socket, where nothing can be taken back any more. */
const WITH_SOCKET_MS = 300;
/** So much may wait here for it; the oldest is dropped then, as nobody wants to hear it any more. */
const WAITING_MAX = 25;

interface Letter extends Stamp {
  readonly tier: number;
  readonly packet: Uint8Array;
}

export interface OutboxOptions {
  readonly send: (frame: ArrayBuffer) => void;
  readonly bufferedAmount: () => number;
}

/** Packets on their way to the socket, as frames of one each. */
export function createOutbox({ send, bufferedAmount }: OutboxOptions) {
  const waiting = new Map<number, Letter[]>();
  const lastSeq = new Map<number, number>();
  /** Tiers of which this epoch has had a packet. */
  const begun = new Set<number>();
  let epoch = 0;
  let resumed = false;
  let dropped = 0;
  let sentBytes = 0;

  function frame({ tier, packet, seq, ptsUs }: Letter): ArrayBuffer {
    const last = lastSeq.get(tier);
    const isHole = last === undefined ? resumed : seq !== (last + 1) >>> 0;
    const flags = (begun.has(tier) ? 0 : FRAME_FLAG.first) | (isHole ? FRAME_FLAG.discontinuity : 0);
    begun.add(tier);
    lastSeq.set(tier, seq);
    const kind = tier === PCM_TIER ? FRAME_KIND.pcm : FRAME_KIND.opus;
    return encodeAudioFrame({ kind, flags, tier, epoch, seq, ptsUs, packets: [packet] });
  }

  /** The lowest tier goes first: when not all of it gets through, that does. */
  function pump(): void {
    for (const tier of [...waiting.keys()].sort((one, other) => other - one)) {
      const letters = waiting.get(tier) ?? [];
      while (letters.length > 0 && toMs(bufferedAmount()) < WITH_SOCKET_MS) {
        const letter = letters.shift();
        if (letter !== undefined) {
          sentBytes += letter.packet.byteLength;
          send(frame(letter));
        }
      }
      while (letters.length > WAITING_MAX) {
        letters.shift();
        dropped += 1;
      }
    }
  }

  /** How long that many bytes take, at the pace they are made. */
  function toMs(bytes: number): number {
    const kbits = [...waiting.keys()].reduce((sum, tier) => sum + kbitsOf(tier), 0);
    return kbits === 0 ? 0 : (bytes * 8) / kbits;
  }

  return {
    /** The tiers that are sent from now on. What waits of others is dropped. */
    only(tiers: readonly number[]): void {
      for (const tier of waiting.keys()) {
        if (!tiers.includes(tier)) {
          waiting.delete(tier);
        }
      }
      for (const tier of tiers) {
        if (!waiting.has(tier)) {
          waiting.set(tier, []);
        }
      }
    },
    post(tier: number, packet: Uint8Array, { seq, ptsUs }: Stamp): void {
      waiting.get(tier)?.push({ tier, packet, seq, ptsUs });
      pump();
    },
    /** From now on packets belong to this grant; what waited was for another socket. */
    begin(granted: number, isResumed: boolean): void {
      epoch = granted;
      resumed = isResumed;
      begun.clear();
      if (!isResumed) {
        lastSeq.clear();
      }
      for (const letters of waiting.values()) {
        letters.length = 0;
      }
    },
    backlogMs(): number {
      const here = [...waiting.values()].flat().reduce((sum, { packet }) => sum + packet.byteLength, 0);
      return toMs(bufferedAmount() + here);
    },
    dropped: () => dropped,
    sentBytes: () => sentBytes,
  };
}
