import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createServerClock } from "../connection/clock";
import { createPoller, nextAskMs, POLL_MS } from "./poll";
import { aheadSeconds, type Status, targetSeconds } from "./status";

const AHEAD_MS = 86_400_123;
const WAY_MS = 40;

describe("The poller", () => {
  let reachable = true;
  let serverStartedMs = 0;
  let asked = 0;
  const nowMs = () => Date.now();
  const serverMs = () => Date.now() + AHEAD_MS;
  const trueSeconds = () => ((serverMs() - serverStartedMs) / 1_000) % 120;

  beforeEach(() => {
    vi.useFakeTimers({ now: 1_000_000 });
    reachable = true;
    serverStartedMs = serverMs() - 100_000;
    asked = 0;
    vi.stubGlobal("fetch", async (_: string, { signal }: RequestInit) => {
      asked += 1;
      await way(WAY_MS * (1 + (asked % 3)));
      signal?.throwIfAborted();
      if (!reachable) {
        throw new TypeError("network");
      }
      const body = {
        track_id: "example",
        track_url: "https://cdn.example.org/example.mp3",
        timestamp: trueSeconds(),
        is_playing: true,
        duration: 120,
        server_time: serverMs(),
      };
      await way(WAY_MS);
      return Response.json(body);
    });
  });

  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  function way(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  function listen() {
    const clock = createServerClock(nowMs, nowMs);
    const heard: Status[] = [];
    const failures: number[] = [];
    const poller = createPoller({
      url: () => "https://tutti.example.org/status",
      nowMs,
      onStatus(status, sample) {
        clock.add(sample);
        heard.push(status);
      },
      onFailure: (inRow) => failures.push(inRow),
    });
    poller.ask();
    const errorS = () => {
      const last = heard.at(-1);
      return last ? aheadSeconds(targetSeconds(last, clock.nowMs()), trueSeconds(), 120) : Number.NaN;
    };
    return { poller, heard, failures, errorS };
  }

  it("knows the server's moment to half a round trip, over the loop's end too", async () => {
    const { poller, heard, errorS } = listen();

    for (let i = 0; i < 20; i++) {
      await vi.advanceTimersByTimeAsync(3_000);
      expect(Math.abs(errorS())).toBeLessThan((WAY_MS * 1.5) / 1_000);
    }

    expect(heard.length).toBeGreaterThanOrEqual(18);
    poller.stop();
  });

  it("keeps the moment through an outage and says that it lasts", async () => {
    const { poller, failures, errorS } = listen();
    await vi.advanceTimersByTimeAsync(10_000);

    reachable = false;
    await vi.advanceTimersByTimeAsync(20_000);

    expect(failures.at(-1)).toBeGreaterThan(3);
    expect(Math.abs(errorS())).toBeLessThan(0.1);
    poller.stop();
  });

  it("finds a server that is back within seconds", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    const { poller, heard } = listen();
    await vi.advanceTimersByTimeAsync(4_000);
    reachable = false;
    await vi.advanceTimersByTimeAsync(20_000);
    const before = heard.length;

    reachable = true;
    await vi.advanceTimersByTimeAsync(12_000);

    expect(heard.length).toBeGreaterThan(before);
    poller.stop();
  });

  it("is silent once it is stopped", async () => {
    const { poller, heard } = listen();
    await vi.advanceTimersByTimeAsync(50);

    poller.stop();
    await vi.advanceTimersByTimeAsync(30_000);

    expect(heard).toEqual([]);
    expect(asked).toBe(1);
  });

  it("asks every three seconds, and less and less often where nobody answers", () => {
    expect(nextAskMs(0, () => 0.5)).toBe(POLL_MS);
    expect(nextAskMs(1, () => 0.5)).toBe(1_000);
    expect(nextAskMs(50, () => 1)).toBeLessThanOrEqual(21_000);
    expect(nextAskMs(4, () => 0)).not.toBe(nextAskMs(4, () => 1));
  });
});
