// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Timeline } from "../protocol/messages";
import { targetSeconds } from "../room/timeline";
import { FakeMedia } from "./fakeMedia";
import { Follower } from "./follower";
import { createLatencyBook } from "./latency";

const SERVER_AHEAD_MS = 1_795_000_000_000;
const TICK_MS = 50;

function serverNowMs(): number {
  return performance.now() + SERVER_AHEAD_MS;
}

function timeline(patch: Partial<Timeline> = {}): Timeline {
  return {
    kind: "video",
    src: "/film.m3u8",
    title: null,
    isPlaying: false,
    baseMediaTime: 0,
    baseServerTime: serverNowMs(),
    playbackRate: 1,
    duration: 120,
    loop: false,
    version: 1,
    by: null,
    reason: null,
    ...patch,
  };
}

/** One guest and the room it follows. */
class Stage {
  readonly follower: Follower;
  private version = 1;
  goal = timeline();

  constructor(readonly media: FakeMedia = new FakeMedia()) {
    this.follower = new Follower({
      media: media.element,
      serverNowMs,
      latencies: createLatencyBook(null),
      onChange: () => undefined,
    });
    this.follower.follow(this.goal);
  }

  room(patch: Partial<Timeline>): void {
    this.version += 1;
    this.goal = timeline({ ...this.goal, baseServerTime: serverNowMs(), ...patch, version: this.version });
    this.follower.follow(this.goal);
  }

  async run(forMs: number): Promise<void> {
    for (let leftMs = forMs; leftMs > 0; leftMs -= TICK_MS) {
      await vi.advanceTimersByTimeAsync(TICK_MS);
      this.follower.tick();
    }
  }

  offMs(): number {
    return (this.media.positionS() - targetSeconds(this.goal, serverNowMs())) * 1_000;
  }
}

describe("A follower", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("stands at the frame where the room stands", async () => {
    const stage = new Stage();

    stage.room({ baseMediaTime: 33.2 });
    await stage.run(200);

    expect(stage.media.positionS()).toBe(33.2);
    expect(stage.media.element.paused).toBe(true);
    expect(stage.follower.status()).toMatchObject({ mode: "standing", hardSeeks: 0 });
  });

  it("starts together with the room, without a jump", async () => {
    const stage = new Stage();
    await stage.run(200);

    stage.room({ isPlaying: true, baseServerTime: serverNowMs() + 200 });
    await stage.run(100);
    expect(stage.media.element.paused).toBe(true);
    await stage.run(1_500);

    expect(Math.abs(stage.offMs())).toBeLessThanOrEqual(15);
    expect(stage.media.seeks).toBe(0);
  });

  it("comes in late at the right moment, by one jump", async () => {
    const stage = new Stage();

    stage.room({ isPlaying: true, baseMediaTime: 10, baseServerTime: serverNowMs() - 30_000 });
    await stage.run(2_000);

    expect(Math.abs(stage.offMs())).toBeLessThanOrEqual(40);
    expect(stage.media.seeks).toBe(1);
  });

  it("is at the right moment within two seconds even where sound takes long to wake up", async () => {
    const stage = new Stage(new FakeMedia({ wakingMs: 350 }));

    stage.room({ isPlaying: true, baseMediaTime: 10, baseServerTime: serverNowMs() - 30_000 });
    await stage.run(2_000);

    expect(Math.abs(stage.offMs())).toBeLessThanOrEqual(150);
    expect(stage.follower.status().hardSeeks).toBeLessThanOrEqual(2);
  });

  it("jumps once for each of the room's jumps, and lands better each time", async () => {
    const stage = new Stage(new FakeMedia({ seekMs: 90, playMs: 130 }));
    stage.room({ isPlaying: true });
    await stage.run(3_000);

    const landed: number[] = [];
    for (const baseMediaTime of [60, 20, 90, 40, 70]) {
      const before = stage.media.seeks;
      stage.room({ baseMediaTime });
      await stage.run(1_000);
      landed.push(Math.abs(stage.offMs()));
      await stage.run(4_000);
      expect(stage.media.seeks - before).toBe(1);
    }

    expect(landed.at(-1)).toBeLessThanOrEqual(20);
    expect(stage.follower.status().hardSeeks).toBe(5);
  });

  it.each([150, 600, 1_100, 2_500])("lands on what takes %d ms to load", async (loadMs) => {
    const stage = new Stage(new FakeMedia({ loadMs }));
    stage.room({ isPlaying: true });
    await stage.run(1_500);
    stage.media.bufferedToS = 30;

    stage.room({ baseMediaTime: 80 });
    await stage.run(loadMs + 1_200);

    expect(Math.abs(stage.offMs())).toBeLessThanOrEqual(40);
    expect(stage.follower.status().hardSeeks).toBe(1);
  });

  it("lets the newest of many seeks win", async () => {
    const stage = new Stage();
    stage.room({ isPlaying: true });
    await stage.run(2_000);

    for (const baseMediaTime of [50, 55, 60, 65]) {
      stage.room({ baseMediaTime });
      await stage.run(50);
    }
    await stage.run(2_000);

    expect(stage.goal.baseMediaTime).toBe(65);
    expect(Math.abs(stage.offMs())).toBeLessThanOrEqual(40);
  });

  it("follows the room's rate, and goes back to it after a nudge", async () => {
    const stage = new Stage();
    stage.room({ isPlaying: true, playbackRate: 1.5 });
    await stage.run(1_500);
    const seeks = stage.media.seeks;

    stage.room({ baseMediaTime: stage.media.positionS() + 0.15, baseServerTime: serverNowMs() });
    await stage.run(1_200);
    expect(stage.media.element.playbackRate).not.toBe(1.5);
    await stage.run(6_000);

    expect(stage.media.element.playbackRate).toBe(1.5);
    expect(Math.abs(stage.offMs())).toBeLessThanOrEqual(15);
    expect(stage.media.seeks).toBe(seeks);
  });

  it("asks for a gesture where the browser wants one, and lands after it", async () => {
    const stage = new Stage();
    stage.media.refuses = true;

    stage.room({ isPlaying: true });
    await stage.run(3_000);
    expect(stage.follower.status().mode).toBe("refused");
    stage.media.refuses = false;
    stage.follower.again();
    await stage.run(1_500);

    expect(stage.follower.status().mode).toBe("running");
    expect(Math.abs(stage.offMs())).toBeLessThanOrEqual(40);
  });

  it("catches up after a stall by one jump", async () => {
    const stage = new Stage();
    stage.room({ isPlaying: true });
    await stage.run(12_000);

    stage.media.stall();
    await stage.run(2_500);
    expect(stage.follower.status()).toMatchObject({ stalled: true, underruns: 1, driftMs: null });
    stage.media.goOn();
    await stage.run(3_000);

    expect(Math.abs(stage.offMs())).toBeLessThanOrEqual(40);
    expect(stage.follower.status().hardSeeks).toBe(1);
  });

  it("doesn't chase a device that stalls again and again", async () => {
    const stage = new Stage();
    stage.room({ isPlaying: true });

    for (let turn = 0; turn < 15; turn += 1) {
      await stage.run(1_000);
      stage.media.stall();
      await stage.run(1_000);
      stage.media.goOn();
    }

    expect(stage.follower.status().hardSeeks).toBeLessThanOrEqual(4);
  });

  it("goes on when something else paused it, and gives in when that does it again", async () => {
    const stage = new Stage();
    stage.room({ isPlaying: true });
    await stage.run(5_000);

    stage.media.pauseFromOutside();
    await stage.run(500);
    expect(stage.follower.status().mode).toBe("running");
    stage.media.pauseFromOutside();
    await stage.run(500);

    expect(stage.follower.status().mode).toBe("refused");
  });

  it("stops at the end, and comes back from it when the room does", async () => {
    const stage = new Stage();
    stage.room({ isPlaying: true, baseMediaTime: 118 });

    await stage.run(4_000);
    expect(stage.follower.status().mode).toBe("over");
    stage.room({ baseMediaTime: 30 });
    await stage.run(1_500);

    expect(stage.follower.status().mode).toBe("running");
    expect(Math.abs(stage.offMs())).toBeLessThanOrEqual(40);
  });

  it("shows the last frame when the room jumps straight to its end, or is there already", async () => {
    const stage = new Stage();
    stage.room({ isPlaying: true });
    await stage.run(2_000);

    stage.room({ baseMediaTime: 120 });
    await stage.run(500);

    expect(stage.follower.status().mode).toBe("over");
    expect(stage.media.positionS()).toBeCloseTo(119.95);

    const late = new Stage();
    late.room({ isPlaying: true, baseServerTime: serverNowMs() - 900_000 });
    await late.run(500);

    expect(late.media.positionS()).toBeCloseTo(119.95);
  });

  it("comes by the end of what shows nothing yet in two steps", async () => {
    const stage = new Stage();
    stage.media.readyState = 1;
    stage.media.bufferedToS = 119.99;
    stage.room({ isPlaying: true, baseServerTime: serverNowMs() - 900_000 });

    await stage.run(500);
    expect(stage.media.positionS()).toBeCloseTo(118.95);
    stage.media.readyState = 4;
    await stage.run(500);
    expect(stage.media.positionS()).toBeCloseTo(118.95);
    stage.media.bufferedToS = 120;
    await stage.run(500);

    expect(stage.media.positionS()).toBeCloseTo(119.95);
    expect(stage.media.seeks).toBe(2);
  });

  it("does not jump at the end it has played up to", async () => {
    const stage = new Stage();
    stage.room({ isPlaying: true, baseMediaTime: 110 });
    await stage.run(3_000);
    const seeks = stage.media.seeks;

    await stage.run(10_000);

    expect(stage.follower.status().mode).toBe("over");
    expect(stage.media.seeks).toBe(seeks);
  });

  it("stands at the last frame when paused at the end, and stays there", async () => {
    const stage = new Stage();

    stage.room({ baseMediaTime: 120 });
    await stage.run(200);
    stage.room({ baseMediaTime: 120 });
    await stage.run(200);

    expect(stage.media.positionS()).toBeCloseTo(119.95);
    expect(stage.media.seeks).toBe(1);
  });
});
