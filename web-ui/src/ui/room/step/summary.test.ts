import { describe, expect, it } from "vitest";
import type { SessionState } from "../../../room/session";
import { text } from "../../text";
import { NO_PLAYER } from "../context";
import { recentSpreadMs, stepSummary } from "./summary";

describe("the badge", () => {
  it("speaks of reconnecting after a loss, and not while the room moves to another server", () => {
    const at = (connection: SessionState["connection"]) =>
      stepSummary({ connection, joins: 1, room: null, clock: null }, NO_PLAYER);

    expect(at({ kind: "waiting", attempt: 1, retryInMs: 300 }).words).toBe(text.step.reconnecting);
    expect(at({ kind: "moving" })).toEqual(at({ kind: "open" }));
  });
});

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
