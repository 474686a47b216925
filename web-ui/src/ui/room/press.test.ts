import { describe, expect, it } from "vitest";
import type { Timeline } from "../../protocol/messages";
import type { SessionState } from "../../room/session";
import type { RoomState } from "../../room/state";
import { press, pressMeans } from "./press";

const FILM: Timeline = {
  kind: "video",
  src: "/film.m3u8",
  title: null,
  isPlaying: true,
  baseMediaTime: 10,
  baseServerTime: 0,
  playbackRate: 1,
  duration: 120,
  loop: false,
  version: 1,
  by: null,
  reason: null,
};

async function asked(timeline: Timeline, ended: boolean): Promise<string[]> {
  const orders: string[] = [];
  const order = (name: string) => async () => {
    orders.push(name);
  };
  const room = { timeline, next: null } as Pick<RoomState, "timeline" | "next"> as RoomState;
  const state: SessionState = { connection: { kind: "open" }, joins: 1, room, clock: null };
  const seek = async (seconds: number) => {
    orders.push(`seek ${seconds}`);
  };
  await press({ state: () => state, play: order("play"), pause: order("pause"), seek }, ended);
  return orders;
}

describe("the play button and its key", () => {
  it("pause what plays and play what stands", async () => {
    expect(await asked(FILM, false)).toEqual(["pause"]);
    expect(await asked({ ...FILM, isPlaying: false }, false)).toEqual(["play"]);
  });

  it("play it again at the end, though the room's clock never stopped", async () => {
    expect(pressMeans(FILM, true)).toBe("play");
    expect(await asked(FILM, true)).toEqual(["play"]);
  });

  it("go back to the start themselves where the room does not know the end", async () => {
    expect(await asked({ ...FILM, duration: null }, true)).toEqual(["seek 0"]);
  });
});
