// Sound that is nowhere like itself a moment later, so that a piece of it is found in one place only; the same each time.
import { writeFileSync } from "node:fs";

const RATE = 48_000;
const LOUDNESS = 0.2;
/** Takes most of what is high away: so it is nearer to music, and codecs keep it better. */
const SOFTNESS = 0.9;
const HEADER_BYTES = 44;

/** Numbers in [0, 1) by mulberry32, a well-known generator of 32 bits of state. */
function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A WAV file of one channel with so many seconds of it. */
export function writeNoise(path, seconds, seed = 1) {
  const random = randomNumbers(seed);
  const count = seconds * RATE;
  const file = Buffer.alloc(HEADER_BYTES + count * 2);
  file.write("RIFF", 0, "latin1");
  file.writeUInt32LE(file.length - 8, 4);
  file.write("WAVEfmt ", 8, "latin1");
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write("data", 36, "latin1");
  file.writeUInt32LE(count * 2, 40);
  let sample = 0;
  for (let i = 0; i < count; i++) {
    sample = SOFTNESS * sample + (1 - SOFTNESS) * (2 * random() - 1) * 4;
    file.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample * LOUDNESS * 2)) * 32_767), HEADER_BYTES + i * 2);
  }
  writeFileSync(path, file);
}
