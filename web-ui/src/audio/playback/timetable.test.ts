import { describe, expect, it } from "vitest";
import { createTimetable } from "./timetable";

const START_MS = 1_795_000_000_000;

describe("the timetable", () => {
  it("has nothing before the first mark, and goes on from it", () => {
    const timetable = createTimetable();

    timetable.add({ sample: 96_000, heardMs: START_MS });

    expect(timetable.sampleAt(START_MS - 0.1)).toBeNull();
    expect(timetable.sampleAt(START_MS)).toBe(96_000);
    expect(timetable.sampleAt(START_MS + 1_000)).toBe(96_000 + 48_000);
  });

  it("waits where the room's delay grew, at the sample from which it did", () => {
    const timetable = createTimetable();

    timetable.add({ sample: 0, heardMs: START_MS });
    timetable.add({ sample: 48_000, heardMs: START_MS + 1_100 });

    expect(timetable.sampleAt(START_MS + 999)).toBe(47_952);
    expect(timetable.sampleAt(START_MS + 1_050)).toBeNull();
    expect(timetable.sampleAt(START_MS + 1_100)).toBe(48_000);
  });

  it("holds a small wait, which is made good by going slower", () => {
    const timetable = createTimetable();

    timetable.add({ sample: 0, heardMs: START_MS });
    timetable.add({ sample: 48_000, heardMs: START_MS + 1_020 });

    expect(timetable.sampleAt(START_MS + 1_010)).toBe(48_000);
  });

  it("leaves out sound where the room's delay shrank", () => {
    const timetable = createTimetable();

    timetable.add({ sample: 0, heardMs: START_MS });
    timetable.add({ sample: 48_000, heardMs: START_MS + 900 });

    expect(timetable.sampleAt(START_MS + 899)).toBe(899 * 48);
    expect(timetable.sampleAt(START_MS + 900)).toBe(48_000);
  });

  it("follows a host whose clock is not quite ours", () => {
    const timetable = createTimetable();

    for (let frame = 0; frame < 2_000; frame++) {
      timetable.add({ sample: frame * 1_920, heardMs: START_MS + frame * 40 * 1.000_05 });
    }

    const heardMs = START_MS + 1_900 * 40 * 1.000_05;
    expect(Math.abs((timetable.sampleAt(heardMs) ?? 0) - 1_900 * 1_920)).toBeLessThan(0.06 * 48);
  });

  it("believes what it is told last, by another clock or of another broadcast", () => {
    const timetable = createTimetable();
    timetable.add({ sample: 4_800_000, heardMs: START_MS });

    timetable.add({ sample: 960, heardMs: START_MS + 500 });

    expect(timetable.sampleAt(START_MS + 400)).toBeNull();
    expect(timetable.sampleAt(START_MS + 510)).toBe(960 + 480);
  });
});
