import { describe, expect, it } from "vitest";
import { createSampleCount, seqAfter } from "./count";

const AHEAD_MS = 1_000_000;

/** A count to which blocks come, each as much later than it was cut as `delay` says. */
function counted(delay: (index: number) => number = () => 5) {
  const count = createSampleCount();
  const come = (from: number, to: number, sleptMs = 0) => {
    let last = null;
    for (let index = from; index < to; index++) {
      last = count.block(index, sleptMs + (index + 1) * 20 + delay(index));
    }
    return last;
  };
  return { count, come };
}

describe("The count", () => {
  it("has nothing to say before it begins", () => {
    const { come } = counted();

    expect(come(0, 10)).toBeNull();
  });

  it("gives each block the next number, and exactly 20 ms more", () => {
    const { count, come } = counted((index) => 5 + (index % 7));
    come(0, 10);

    count.begin(AHEAD_MS, () => 0);

    const first = come(10, 11);
    const last = come(11, 1_011);
    expect(first?.seq).toBe(0);
    expect(last?.seq).toBe(1_000);
    expect((last?.ptsUs ?? 0) - (first?.ptsUs ?? 0)).toBe(20_000_000);
  });

  it("takes the first sample's time from the block that was least late", () => {
    const { count, come } = counted((index) => (index === 0 ? 300 : index === 4 ? 2 : 40));
    come(0, 10);

    count.begin(AHEAD_MS, () => 0);

    const ptsMs = (come(10, 11)?.ptsUs ?? 0) / 1_000;
    expect(ptsMs).toBeGreaterThanOrEqual(AHEAD_MS + 202);
    expect(ptsMs).toBeLessThan(AHEAD_MS + 202.1);
  });

  it("is not misled by a page that was busy for two seconds and then catches up", () => {
    const { count, come } = counted((index) => (index >= 100 && index < 200 ? (200 - index) * 20 : 5));
    come(0, 10);
    count.begin(AHEAD_MS, () => 0);

    expect(come(10, 500)?.seq).toBe(489);
  });

  it("is not misled by a crystal that runs slow", () => {
    const { count, come } = counted((index) => 5 + index * 20 * 150e-6);
    come(0, 10);
    count.begin(AHEAD_MS, () => 0);

    // An hour of it.
    expect(come(10, 180_000)?.seq).toBe(179_989);
  });

  it("counts the time in which nothing was captured", () => {
    const { count, come } = counted();
    come(0, 10);
    count.begin(AHEAD_MS, () => 0);
    const before = come(10, 20);

    const after = come(20, 100, 4_000);

    expect((after?.seq ?? 0) - (before?.seq ?? 0)).toBe(80 + 200);
    expect((after?.ptsUs ?? 0) - (before?.ptsUs ?? 0)).toBe(5_600_000);
  });

  it("goes on for another server's clock, and leaves the times alone when it is the same one", () => {
    const { count, come } = counted((index) => (index < 10 ? 15 : 5));
    come(0, 10);
    count.begin(AHEAD_MS, () => 0);
    const before = come(10, 20);

    count.goOn(AHEAD_MS + 3);
    const same = come(20, 21);
    count.goOn(AHEAD_MS + 3_000);
    const other = come(21, 22);

    expect([before?.seq, same?.seq, other?.seq]).toEqual([9, 10, 11]);
    expect((same?.ptsUs ?? 0) - (before?.ptsUs ?? 0)).toBe(20_000);
    expect((other?.ptsUs ?? 0) - (same?.ptsUs ?? 0)).toBeGreaterThan(3_000_000);
  });

  it("goes on where a reloaded page was, as much later as it is", () => {
    const { count, come } = counted(() => 0);
    come(0, 10);
    const last = { seq: 700, ptsUs: (AHEAD_MS + 200 - 3_000) * 1_000 };

    count.begin(AHEAD_MS, seqAfter(last));

    expect(come(10, 11)?.seq).toBe(850);
  });
});
