import { describe, expect, it } from "vitest";
import { recentSpreadMs } from "./summary";

describe("the spread that is shown", () => {
  it("is unknown before anything was measured", () => {
    expect(recentSpreadMs({ driftHistory: [], driftMs: null })).toBeNull();
  });

  it("counts the last five seconds, whichever way they are off", () => {
    const driftHistory = [
      { atMs: 0, driftMs: 900 },
      { atMs: 6_000, driftMs: -12 },
      { atMs: 7_000, driftMs: 4 },
      { atMs: 8_000, driftMs: 5 },
    ];
    expect(recentSpreadMs({ driftHistory, driftMs: 5 })).toBe(5);
    expect(recentSpreadMs({ driftHistory: driftHistory.slice(0, 2), driftMs: -12 })).toBe(12);
  });

  it("is never nothing", () => {
    expect(recentSpreadMs({ driftHistory: [{ atMs: 0, driftMs: 0.1 }], driftMs: 0.1 })).toBe(1);
  });
});
