import { describe, expect, it } from "vitest";
import type { Broadcast } from "../protocol/messages";
import { type OnAir, onAirAfter, onAirAtJoin } from "./broadcast";

const SILENT: OnAir = { broadcast: null, broadcastEnded: null };
const CAST: Broadcast = {
  broadcastId: "cast-1",
  epoch: 1,
  hostId: "ben",
  codec: "opus",
  sampleRate: 48_000,
  channels: 2,
  tiers: [0, 1, 2],
  playoutDelayMs: 400,
  startedAt: 1_000,
  waitsSinceServerTime: null,
};

function started(patch: Partial<Broadcast> = {}) {
  return { type: "broadcast:started", broadcast: { ...CAST, ...patch } } as const;
}

const ON = onAirAfter(SILENT, started());

describe("What is on the air", () => {
  it("begins, waits, goes on with another epoch and ends with a reason", () => {
    const waiting = onAirAfter(ON, { type: "broadcast:waiting", broadcastId: "cast-1", sinceServerTime: 5 });
    const back = onAirAfter(waiting, started({ epoch: 2 }));
    const over = onAirAfter(back, { type: "broadcast:stopped", reason: "host-lost" });

    expect(waiting.broadcast?.waitsSinceServerTime).toBe(5);
    expect(back.broadcast).toMatchObject({ epoch: 2, waitsSinceServerTime: null });
    expect(over).toEqual({ broadcast: null, broadcastEnded: { reason: "host-lost", hostId: "ben" } });
    expect(onAirAfter(over, started({ broadcastId: "cast-2" })).broadcastEnded).toBeNull();
  });

  it("keeps over a resume what was told of it, but not what the upload before was asked for", () => {
    const delayed = onAirAfter(ON, { type: "broadcast:delay", playoutDelayMs: 520, fromSeq: 77 });
    const lower = onAirAfter(delayed, { type: "quality", quality: "low", bitrate: 32, reason: "too-slow" });
    const asked = onAirAfter(lower, { type: "broadcast:demand", tiers: [0] });

    const resumed = onAirAfter(asked, started({ epoch: 2 })).broadcast;

    expect(asked.broadcast?.demand).toEqual([0]);
    expect(resumed).toMatchObject({ playoutDelayMs: 520, delayFromSeq: 77, demand: null });
    expect(resumed?.quality?.quality).toBe("low");
  });

  it("has figures without the envelope they came in", () => {
    const stats = { bitrate: 128, latency: 410, bufferLevel: 80, guestCount: 2, tiers: [0], syncSpreadMs: 1 };

    const told = onAirAfter(ON, { type: "broadcast:stats", quality: "auto", ...stats });

    expect(told.broadcast?.stats).toEqual({ quality: "auto", ...stats });
  });

  it("is nothing where nothing began", () => {
    expect(onAirAfter(SILENT, { type: "broadcast:demand", tiers: [0] })).toBe(SILENT);
  });

  it("is what the room says at a join, and over where it says nothing", () => {
    expect(onAirAtJoin(null, CAST).broadcast).toMatchObject(CAST);
    expect(onAirAtJoin(ON, null)).toEqual({ broadcast: null, broadcastEnded: { reason: "unseen", hostId: "ben" } });
    expect(onAirAtJoin(null, null)).toEqual(SILENT);
  });
});
