import { SAMPLE_RATE } from "../../protocol/audioFrame";

const SAMPLES_PER_MS = SAMPLE_RATE / 1_000;
const MARKS_MAX = 512;
/** A mark that the one before foretells this well says nothing new. */
const FORETOLD_MS = 0.05;
/** A shorter wait is played out by going slower; a longer one is silence. */
export const WAIT_MIN_MS = 60;

/** This sample is to be heard at this instant of the server's clock. */
export interface Mark {
  readonly sample: number;
  readonly heardMs: number;
}

/**
 * Which sample is to be heard when. From a mark on, sound goes at its own speed up to the next mark: the room's delay
 * may grow or shrink from some sample on, and everyone makes that step at the same sample.
 */
export interface Timetable {
  /** What was told later is right: of the marks kept, those at later samples or instants go. */
  add(mark: Mark): void;
  /** Null: nothing yet, before the first mark, or in a wait between two. */
  sampleAt(serverMs: number): number | null;
}

export function createTimetable(): Timetable {
  let marks: Mark[] = [];

  return {
    add(mark) {
      marks = marks.filter((kept) => kept.sample < mark.sample && kept.heardMs < mark.heardMs);
      const last = marks.at(-1);
      if (last === undefined || Math.abs(heardBy(last, mark.sample) - mark.heardMs) > FORETOLD_MS) {
        marks = [...marks, mark].slice(-MARKS_MAX);
      }
    },
    sampleAt(serverMs) {
      const index = marks.findLastIndex((mark) => mark.heardMs <= serverMs);
      const from = marks[index];
      if (from === undefined) {
        return null;
      }
      const sample = from.sample + (serverMs - from.heardMs) * SAMPLES_PER_MS;
      const next = marks[index + 1];
      if (next === undefined || sample <= next.sample) {
        return sample;
      }
      return next.heardMs - heardBy(from, next.sample) > WAIT_MIN_MS ? null : next.sample;
    },
  };
}

function heardBy(mark: Mark, sample: number): number {
  return mark.heardMs + (sample - mark.sample) / SAMPLES_PER_MS;
}
