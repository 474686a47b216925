/** Binary frames of the socket, as docs/protocol.md tells them: some packets of 20 ms that follow each other. */

export const PACKET_SAMPLES = 960;
export const SAMPLE_RATE = 48_000;
export const PACKETS_MAX = 8;

const HEAD_BYTES = 20;
const LENGTH_BYTES = 2;
/** Three times what a packet of the highest quality takes, and room for one of PCM in stereo. */
const PACKET_BYTES_MAX = 4_000;

export const FRAME_KIND = { opus: 0x10, pcm: 0x11, end: 0x12 } as const;
export type FrameKind = (typeof FRAME_KIND)[keyof typeof FRAME_KIND];

export const FRAME_FLAG = { discontinuity: 1, tierSwitch: 2, first: 4, replay: 8 } as const;

export interface AudioFrame {
  readonly kind: FrameKind;
  /** A sum of FRAME_FLAG. */
  readonly flags: number;
  /** 0, 1, 2: 128, 64, 32 kbit/s of Opus; 3: PCM. */
  readonly tier: number;
  readonly epoch: number;
  /** Of the first packet; one more for each 20 ms of the broadcast. */
  readonly seq: number;
  /** Server clock, µs since the Unix epoch: from the host when it was captured, to a guest when it is to be heard. */
  readonly ptsUs: number;
  readonly packets: readonly Uint8Array[];
}

export function encodeAudioFrame(frame: AudioFrame): ArrayBuffer {
  const { packets } = frame;
  const bytes = packets.reduce((sum, packet) => sum + LENGTH_BYTES + packet.byteLength, HEAD_BYTES);
  const view = new DataView(new ArrayBuffer(bytes));
  view.setUint8(0, frame.kind);
  view.setUint8(1, frame.flags);
  view.setUint8(2, frame.tier);
  view.setUint8(3, packets.length);
  view.setUint32(4, frame.epoch);
  view.setUint32(8, frame.seq);
  view.setBigInt64(12, BigInt(Math.round(frame.ptsUs)));
  let at = HEAD_BYTES + LENGTH_BYTES * packets.length;
  packets.forEach((packet, index) => {
    view.setUint16(HEAD_BYTES + LENGTH_BYTES * index, packet.byteLength);
    new Uint8Array(view.buffer, at, packet.byteLength).set(packet);
    at += packet.byteLength;
  });
  return view.buffer as ArrayBuffer;
}

/** Null for what is no frame. The packets are views into the buffer. */
export function decodeAudioFrame(buffer: ArrayBuffer): AudioFrame | null {
  if (buffer.byteLength < HEAD_BYTES) {
    return null;
  }
  const view = new DataView(buffer);
  const kind = kindOf(view.getUint8(0));
  const count = view.getUint8(3);
  const packets = kind === null ? null : packetsOf(view, count, kind === FRAME_KIND.end ? 0 : 1);
  if (kind === null || packets === null) {
    return null;
  }
  return {
    kind,
    flags: view.getUint8(1),
    tier: view.getUint8(2),
    epoch: view.getUint32(4),
    seq: view.getUint32(8),
    // Exact: microseconds since 1970 stay below 2^53 until the year 2255.
    ptsUs: Number(view.getBigInt64(12)),
    packets,
  };
}

function kindOf(byte: number): FrameKind | null {
  return Object.values(FRAME_KIND).find((kind) => kind === byte) ?? null;
}

function packetsOf(view: DataView, count: number, least: number): readonly Uint8Array[] | null {
  if (count < least || count > PACKETS_MAX || view.byteLength < HEAD_BYTES + LENGTH_BYTES * count) {
    return null;
  }
  const packets: Uint8Array[] = [];
  let at = HEAD_BYTES + LENGTH_BYTES * count;
  for (let index = 0; index < count; index++) {
    const length = view.getUint16(HEAD_BYTES + LENGTH_BYTES * index);
    if (length === 0 || length > PACKET_BYTES_MAX || at + length > view.byteLength) {
      return null;
    }
    packets.push(new Uint8Array(view.buffer, at, length));
    at += length;
  }
  return at === view.byteLength ? packets : null;
}
