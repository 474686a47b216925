// What a page really plays: its media element's sound is recorded beside the loudspeaker, with the wall time of each
// sample. Two pages on one machine share that clock, so where one recording lies in the other is how far apart they are.
import { locate } from "./xcorr.mjs";

const WINDOW_S = 0.5;
const STEP_S = 0.5;
/** Skews up to this are found; further apart counts as not alike. */
const REACH_S = 1.25;
export const LIKENESS_MIN = 0.7;

/**
 * Runs in the page. `window.tuttiListen(context, node)` puts an ear beside a node. Needs a context without CSP, as the worklet is
 * loaded from a blob.
 */
function ears() {
  const worklet = `registerProcessor("ear", class extends AudioWorkletProcessor {
    block = new Float32Array(4800); filled = 0; first = 0;
    process([input]) {
      if (this.filled === 0) this.first = currentFrame;
      const left = input[0], right = input[1] ?? left;
      for (let i = 0; i < 128; i++) this.block[this.filled + i] = left ? (left[i] + right[i]) / 2 : 0;
      this.filled += 128;
      if (this.filled + 128 > this.block.length) {
        this.port.postMessage({ first: this.first, samples: this.block.slice(0, this.filled) });
        this.filled = 0;
      }
      return true;
    }
  });`;
  const LOUD = 1e-3;
  const wallMs = () => performance.timeOrigin + performance.now();

  /** Keeps the last `blocksMax` tenths of a second. */
  window.tuttiListen = async (context, node, blocksMax = Number.POSITIVE_INFINITY) => {
    const blocks = [];
    let firstLoudMs = null;
    window.tuttiEar = {
      count: () => blocks.length,
      block: (i) => {
        // In a hurry: a page that is busy with this plays its sound late.
        const bytes = new Uint8Array(Int16Array.from(blocks[i].samples, (sample) => sample * 32_767).buffer);
        return { ...blocks[i], samples: btoa(String.fromCharCode.apply(null, bytes)) };
      },
      firstLoudMs: () => firstLoudMs,
    };
    await context.audioWorklet.addModule(URL.createObjectURL(new Blob([worklet], { type: "text/javascript" })));
    const ear = new AudioWorkletNode(context, "ear");
    node.connect(ear);
    ear.port.onmessage = ({ data }) => {
      const { contextTime, performanceTime } = context.getOutputTimestamp();
      const startMs = performance.timeOrigin + performanceTime - contextTime * 1000;
      const contextMs = (frames) => (frames / context.sampleRate) * 1000;
      const inStartMs = wallMs() - contextMs(data.first + data.samples.length);
      blocks.push({ ...data, startMs, inStartMs });
      if (blocks.length > blocksMax) blocks.shift();
      if (firstLoudMs !== null) return;
      const loud = data.samples.findIndex((sample) => Math.abs(sample) > LOUD);
      if (loud >= 0) firstLoudMs = startMs + contextMs(data.first + loud);
    };
  };
}

async function listenToElement() {
  const element = document.querySelector("video, audio");
  const context = new AudioContext({ sampleRate: 48_000 });
  await context.resume();
  const source = context.createMediaElementSource(element);
  source.connect(context.destination);
  await window.tuttiListen(context, source);
}

/** To what the page's video or audio plays, from now on; all of it is kept. */
export async function startListening(page) {
  await page.evaluate(ears);
  await page.evaluate(listenToElement);
}

function listenBeforeSpeaker(seconds) {
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (to, ...rest) {
    if (to instanceof AudioDestinationNode) window.tuttiListen(this.context, this, seconds * 10);
    return connect.call(this, to, ...rest);
  };
}

/** To what pages opened from now on send to their loudspeaker by Web Audio; the last seconds are kept. */
export async function listenToSpeaker(page, seconds) {
  await page.init(ears);
  await page.init(listenBeforeSpeaker, seconds);
}

/** Where the page gets it: what a browser has for another context of its own may be some 10 ms older or younger, and changes. */
function listenAtMicrophone(seconds) {
  const create = AudioContext.prototype.createMediaStreamSource;
  AudioContext.prototype.createMediaStreamSource = function (stream) {
    const source = create.call(this, stream);
    window.tuttiListen(this, source, seconds * 10);
    return source;
  };
}

/** To the microphone as pages opened from now on are given it; the last seconds are kept. */
export async function listenToMicrophone(page, seconds) {
  await page.init(ears);
  await page.init(listenAtMicrophone, seconds);
}

function median(values) {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/**
 * One page's recording: samples in a row and the wall time of the first, of when it is heard. `by: "in"` takes the time instead when
 * samples came in, which for a microphone is when the browser had them; the quickest of the deliveries counts.
 */
export async function recording(page, { by = "out" } = {}) {
  const blocks = [];
  const count = await page.evaluate(() => window.tuttiEar.count());
  const PAGE = 100;
  for (let from = 0; from < count; from += PAGE) {
    blocks.push(
      ...(await page.evaluate(
        ([start, end]) => Array.from({ length: end - start }, (_, i) => window.tuttiEar.block(start + i)),
        [from, Math.min(count, from + PAGE)],
      )),
    );
  }
  const origin = blocks[0].first;
  const decoded = blocks.map(({ first, samples }) => {
    const bytes = Buffer.from(samples, "base64");
    const decoded = Float32Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(i * 2) / 32_767);
    return { first: first - origin, samples: decoded };
  });
  const last = decoded.at(-1);
  const samples = new Float32Array(last.first + last.samples.length);
  for (const block of decoded) samples.set(block.samples, block.first);
  // Single readings of the output clock are off by up to half a millisecond; their median is not.
  const contextStartMs =
    by === "in" ? Math.min(...blocks.map(({ inStartMs }) => inStartMs)) : median(blocks.map(({ startMs }) => startMs));
  return { rate: 48_000, samples, startMs: contextStartMs + (origin / 48_000) * 1000 };
}

/** Half-second windows of A looked for in B: `[{atMs, skewMs, likeness}]`; positive skew means that B is later. Silence is left out. */
export function skews(a, b) {
  const found = [];
  const window = Math.round(WINDOW_S * a.rate);
  const reach = Math.round(REACH_S * a.rate);
  for (let start = 0; start + window <= a.samples.length; start += Math.round(STEP_S * a.rate)) {
    const atMs = a.startMs + (start / a.rate) * 1000;
    const inB = Math.round(((atMs - b.startMs) / 1000) * b.rate);
    if (inB - reach < 0 || inB + window + reach > b.samples.length) continue;
    const needle = a.samples.subarray(start, start + window);
    const loudness = Math.sqrt(needle.reduce((sum, sample) => sum + sample ** 2, 0) / window);
    if (loudness < 1e-3) continue;
    const { at, likeness } = locate(needle, b.samples.subarray(inB - reach, inB + window + reach));
    found.push({ atMs, skewMs: ((at - reach) / b.rate) * 1000, likeness });
  }
  return found;
}
