// Frames of sound as docs/protocol.md has them, of bytes that no decoder ever sees. The last eight of each packet are the instant
// it was sent, on the clock that all processes of a machine share.
import { randomBytes } from "node:crypto";

export const PACKET_MS = 20;
const SOUND = 0x10;
const HEAD_BYTES = 20;
/** Music in stereo, one frame of 20 ms: what the first byte of a packet says. */
const FIRST_BYTE = 0xfc;
/** Of a packet of each tier: 128, 64, 32 kbit/s. */
export const TIER_BYTES = [320, 160, 80];

export class SoundFrame {
  bytes;
  #packetBytes;
  #packets;
  #beganUs;

  constructor({ tier = 0, packets = 1, epoch }) {
    this.#packetBytes = TIER_BYTES[tier];
    this.#packets = packets;
    const payload = randomBytes(this.#packetBytes * packets);
    for (let n = 0; n < packets; n++) payload[n * this.#packetBytes] = FIRST_BYTE;
    const head = Buffer.alloc(HEAD_BYTES + 2 * packets);
    head[0] = SOUND;
    head[2] = tier;
    head[3] = packets;
    head.writeUInt32BE(epoch, 4);
    for (let n = 0; n < packets; n++) head.writeUInt16BE(this.#packetBytes, HEAD_BYTES + 2 * n);
    this.bytes = Buffer.concat([head, payload]);
  }

  /** Good until the next is asked for. When it was captured follows from its number, as with a page that counts samples. */
  stamped(seq) {
    this.#beganUs ??= Math.round((performance.timeOrigin + performance.now() - seq * PACKET_MS) * 1_000);
    this.bytes.writeUInt32BE(seq, 8);
    this.bytes.writeBigInt64BE(BigInt(this.#beganUs + seq * PACKET_MS * 1_000), 12);
    const now = process.hrtime.bigint();
    const from = this.bytes.length - this.#packetBytes * this.#packets;
    for (let n = 1; n <= this.#packets; n++) this.bytes.writeBigInt64BE(now, from + n * this.#packetBytes - 8);
    return this.bytes;
  }
}

/** Calls `each(n)` at each whole multiple of `everyMs`, later where it must but never less often; returns what ends it. */
export function metronome(everyMs, each) {
  const started = performance.now();
  let n = 0;
  let timer;
  const tick = () => {
    for (; started + n * everyMs <= performance.now(); n++) each(n);
    timer = setTimeout(tick, Math.max(1, started + n * everyMs - performance.now()));
  };
  tick();
  return () => clearTimeout(timer);
}
