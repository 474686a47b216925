// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Report } from "../protocol/messages";
import type { RoomSession, SessionState } from "../room/session";
import type { RoomState } from "../room/state";
import { FakeMedia } from "./fakeMedia";
import type { FollowerStatus } from "./follower";
import { createReporter } from "./reporter";

const RUNNING: FollowerStatus = {
  mode: "running",
  sinceMs: 0,
  driftMs: 12.345,
  stalled: false,
  hardSeeks: 1,
  underruns: 0,
  rateChanges: 0,
  lateMs: 0,
  costs: { leaving: 0, returning: 0 },
  message: "",
};

function stage() {
  const said: boolean[] = [];
  const reports: Report[] = [];
  const connection: SessionState["connection"] = { kind: "open" };
  let room: RoomState | null = null;
  const clock = { offsetMs: 0, rttMs: 4.56, errorMs: 2 };
  const session: Pick<RoomSession, "state" | "ready" | "report" | "serverNowMs"> = {
    state: (): SessionState => ({ connection, joins: 1, room, clock }),
    serverNowMs: () => performance.now(),
    ready: (ready) => said.push(ready),
    report: (report) => reports.push(report),
  };
  const media = new FakeMedia();
  const reporter = createReporter(session, media.element);
  const tick = (status: FollowerStatus, forMs: number) => {
    for (let leftMs = forMs; leftMs > 0; leftMs -= 50) {
      vi.advanceTimersByTime(50);
      reporter.tick(status);
    }
  };
  const air = (hostId: string | null) => {
    room = { you: { id: "u-ben" }, broadcast: hostId === null ? null : { hostId } } as RoomState;
  };
  return { said, reports, media, reporter, tick, air };
}

describe("A reporter", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("says that we are ready, once", () => {
    const { said, tick } = stage();

    tick({ ...RUNNING, mode: "standing" }, 1_000);

    expect(said).toEqual([true]);
  });

  it("keeps a short stall to itself, and tells of a long one", () => {
    const { said, tick } = stage();
    tick(RUNNING, 500);

    tick({ ...RUNNING, stalled: true }, 300);
    tick(RUNNING, 500);
    expect(said).toEqual([true]);
    tick({ ...RUNNING, stalled: true }, 600);

    expect(said).toEqual([true, false]);
  });

  it("isn't ready with too little loaded, except at the end", () => {
    const { said, media, tick } = stage();

    media.bufferedToS = 1.5;
    tick({ ...RUNNING, mode: "standing" }, 600);
    expect(said).toEqual([false]);
    media.bufferedToS = 120;
    media.element.currentTime = 119.5;
    vi.advanceTimersByTime(100);
    tick({ ...RUNNING, mode: "standing" }, 100);

    expect(said).toEqual([false, true]);
  });

  it("is ready at the end as soon as it shows it, for nothing more is to come", () => {
    const { said, media, tick } = stage();

    media.bufferedToS = 0;
    media.readyState = 2;
    media.element.currentTime = 119.95;
    tick({ ...RUNNING, mode: "over", driftMs: null }, 500);
    expect(said).toEqual([false]);
    tick({ ...RUNNING, mode: "over", driftMs: null }, 1_000);

    expect(said).toEqual([false, true]);
  });

  it("reports each two seconds while playing, and keeps a history", () => {
    const { reports, reporter, tick } = stage();

    tick(RUNNING, 10_000);

    expect(reports).toHaveLength(5);
    expect(reports[0]).toEqual({ driftMs: 12.3, rttMs: 4.6, bufferMs: 120_000, underruns: 0, seeks: 1 });
    expect(reporter.history()).toHaveLength(10);
  });

  it("leaves the report to the host's sound while that is heard, and has it again after", () => {
    const { reports, reporter, tick, air } = stage();

    air("u-ann");
    tick(RUNNING, 6_000);
    expect(reports).toEqual([]);
    expect(reporter.history()).toHaveLength(6);
    air(null);
    tick(RUNNING, 100);

    expect(reports).toHaveLength(1);
  });

  it("goes on about the film of a host, who hears no sound of the room's", () => {
    const { reports, tick, air } = stage();

    air("u-ben");
    tick(RUNNING, 2_100);

    expect(reports).toHaveLength(1);
  });

  it("says nothing about a drift it can't tell", () => {
    const { reports, reporter, tick } = stage();

    tick({ ...RUNNING, driftMs: null }, 5_000);

    expect(reports).toEqual([]);
    expect(reporter.history()).toEqual([]);
  });
});
