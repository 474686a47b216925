import { describe, expect, it } from "vitest";
import { createRing, ringMemory } from "./ring";
import { createSpeaker, SETTLING_JUMP_MS } from "./speaker";
import { createTimetable } from "./timetable";

const QUANTUM = 128;
const START_MS = 10_000;
const FIRST = 100;
const BLOCKS = 300;

/** A speaker whose sound rises so slowly that what is heard says which sample it is. */
function playing({ rate = 48_000, cardPpm = 0, blocks = range(FIRST, FIRST + BLOCKS) } = {}) {
  const ring = createRing(ringMemory(false));
  const timetable = createTimetable();
  const speaker = createSpeaker({ ring, timetable, sampleRate: rate });
  timetable.add({ sample: FIRST * 960, heardMs: START_MS });
  for (const seq of blocks) write(seq);
  let rendered = 0;

  function write(seq: number): void {
    const samples = Float32Array.from({ length: 960 }, (_, i) => soundOf(seq * 960 + i));
    ring.write(seq, samples, samples, 0);
  }

  /** What is heard, each sample with its instant; `shiftMs` moves the clock. */
  function listen(ms: number, shiftMs = 0): { heardMs: number; value: number }[] {
    const heard: { heardMs: number; value: number }[] = [];
    const until = rendered + (ms * rate) / 1_000;
    for (; rendered < until; rendered += QUANTUM) {
      const left = new Float32Array(QUANTUM);
      const heardMs = START_MS - 100 + (rendered * 1_000 * (1 + cardPpm / 1e6)) / rate + shiftMs;
      speaker.render({ left, right: new Float32Array(QUANTUM) }, heardMs);
      left.forEach((value, i) => {
        heard.push({ heardMs: heardMs + (i * 1_000) / rate, value });
      });
    }
    return heard;
  }

  return { speaker, timetable, listen, write };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

function soundOf(sample: number): number {
  return 0.1 + (0.8 * (sample - FIRST * 960)) / (BLOCKS * 960);
}

function errorMs({ heardMs, value }: { heardMs: number; value: number }): number {
  const sample = ((value - 0.1) / 0.8) * BLOCKS * 960;
  return (sample - (heardMs - START_MS) * 48) / 48;
}

function largestStep(heard: readonly { value: number }[]): number {
  return heard.reduce((most, { value }, i) => Math.max(most, Math.abs(value - (heard[i - 1]?.value ?? value))), 0);
}

describe("a speaker", () => {
  it.each([48_000, 44_100])("plays each sample at its instant, at %i Hz", (rate) => {
    const { listen } = playing({ rate });

    const heard = listen(600);

    expect(heard.filter(({ heardMs }) => heardMs < START_MS - 3).every(({ value }) => value === 0)).toBe(true);
    const settled = heard.filter(({ heardMs }) => heardMs > START_MS + 20);
    expect(Math.max(...settled.map((sample) => Math.abs(errorMs(sample))))).toBeLessThan(0.05);
  });

  it.each([100, -100])("stays there though the sound card is off by %i millionths", (cardPpm) => {
    const { listen } = playing({ cardPpm });
    listen(4_000);

    const heard = listen(800);

    expect(Math.max(...heard.map((sample) => Math.abs(errorMs(sample))))).toBeLessThan(0.2);
  });

  it("makes good ten milliseconds without a seam", () => {
    const { listen, speaker } = playing();
    listen(300);

    const heard = listen(3_900, 10);

    expect(speaker.report().jumps).toBe(0);
    expect(Math.abs(speaker.report().errorMs ?? 99)).toBeLessThan(1);
    expect(largestStep(heard)).toBeLessThan(1e-5);
  });

  it("jumps also when it is not so far off, as long as it has just begun", () => {
    const begun = playing();
    begun.listen(400);
    begun.listen(300, SETTLING_JUMP_MS + 5);
    const settled = playing();
    settled.listen(6_000);
    settled.listen(300, SETTLING_JUMP_MS + 5);

    expect(begun.speaker.report().jumps).toBe(1);
    expect(settled.speaker.report().jumps).toBe(0);
  });

  it("jumps when it is far off, and fades for that", () => {
    const { listen, speaker } = playing();
    listen(400);

    const heard = listen(300, 200);

    expect(speaker.report().jumps).toBe(1);
    expect(Math.abs(speaker.report().errorMs ?? 99)).toBeLessThan(0.5);
    expect(largestStep(heard)).toBeLessThan(0.01);
  });

  it("fades into a hole and out of it, and is in step afterwards", () => {
    const { listen, speaker } = playing({ blocks: range(FIRST, FIRST + BLOCKS).filter((seq) => seq !== FIRST + 10) });

    const heard = listen(500);

    expect(largestStep(heard)).toBeLessThan(0.01);
    expect(heard.filter(({ heardMs, value }) => heardMs > START_MS + 20 && value === 0).length).toBeGreaterThan(900);
    expect(Math.abs(speaker.report().errorMs ?? 99)).toBeLessThan(0.05);
    expect(speaker.report()).toMatchObject({ gaps: 1, underruns: 0 });
  });

  it("counts as an underrun what comes too late", () => {
    const { listen, write, speaker } = playing({ blocks: range(FIRST, FIRST + 10) });
    listen(100 + 250);
    expect(speaker.report()).toMatchObject({ sounding: false, underruns: 0 });

    for (const seq of range(FIRST + 10, FIRST + 40)) write(seq);
    listen(200);

    expect(speaker.report()).toMatchObject({ sounding: true, underruns: 1, gaps: 0 });
  });

  it("fades to the end and is silent", () => {
    const { listen, speaker } = playing();
    speaker.endAt((FIRST + 10) * 960);

    const heard = listen(500);

    expect(largestStep(heard)).toBeLessThan(0.01);
    expect(speaker.report()).toMatchObject({ sounding: false, ended: true, underruns: 0, gaps: 0 });
  });

  it("waits when the room's delay grows, and goes on at the same sample", () => {
    const { listen, timetable, speaker } = playing();
    timetable.add({ sample: (FIRST + 10) * 960, heardMs: START_MS + 300 });

    const heard = listen(500);

    const wait = heard.filter(({ heardMs }) => heardMs > START_MS + 210 && heardMs < START_MS + 296);
    expect(wait.every(({ value }) => value === 0)).toBe(true);
    expect(largestStep(heard)).toBeLessThan(0.01);
    expect(speaker.report()).toMatchObject({ sounding: true, jumps: 0 });
  });

  it("is silent a fade after it was stopped", () => {
    const { listen, speaker } = playing();
    listen(300);

    speaker.stop();
    const heard = listen(20);

    expect(largestStep(heard)).toBeLessThan(0.01);
    expect(heard.at(-1)?.value).toBe(0);
  });
});
