import { describe, expect, it } from "vitest";
import { joinedMessage } from "../../connection/fakeSocket";
import { parseServerMessage } from "../../protocol/parse";
import { entered } from "../../room/after";
import type { RoomState } from "../../room/state";
import { createTelemetry, type SeenPlayer } from "./telemetry";

const PLAYING: SeenPlayer = { phase: "playing", driftMs: null, underruns: 0, error: null };

function roomThat(isPlaying: boolean): RoomState {
  const { message } = parseServerMessage(JSON.stringify(joinedMessage()));
  if (message?.type !== "joined" || message.state === null) {
    throw new Error("not a joined");
  }
  return entered(null, { ...message, state: { ...message.state, isPlaying } });
}

function stage(isPlaying = true) {
  const time = { ms: 5_000 };
  const telemetry = createTelemetry(() => time.ms);
  return { telemetry, time, room: roomThat(isPlaying) };
}

describe("Telemetry of a seat", () => {
  it("tells once how long joining took, and the first frame", () => {
    const { telemetry, time, room } = stage();

    telemetry.look(null, null);
    time.ms += 240;
    telemetry.look(room, null);
    time.ms += 260.04;
    telemetry.played();
    telemetry.look(room, PLAYING);
    telemetry.played();

    expect(telemetry.take()).toEqual({ joinMs: 240, firstFrameMs: 500 });
    expect(telemetry.take()).toBeNull();
  });

  it("doesn't measure how long people wait before they press play or click", () => {
    const paused = stage(false);
    paused.telemetry.look(paused.room, null);
    paused.telemetry.played();
    const shy = stage();
    shy.telemetry.look(shy.room, { ...PLAYING, phase: "needs-gesture" });
    shy.telemetry.played();

    expect(paused.telemetry.take()).toEqual({ joinMs: 0 });
    expect(shy.telemetry.take()).toEqual({ joinMs: 0 });
  });

  it("counts stalls from the last time on, also those of a new player", () => {
    const { telemetry, room } = stage();
    telemetry.look(room, { ...PLAYING, underruns: 2 });
    telemetry.look(room, { ...PLAYING, underruns: 3 });
    expect(telemetry.take()).toMatchObject({ stalls: 3 });

    telemetry.look(room, PLAYING);
    telemetry.look(room, { ...PLAYING, underruns: 1 });

    expect(telemetry.take()).toEqual({ stalls: 1 });
  });

  it("tells the newest drift, rounded, and none that no clock can mean", () => {
    const { telemetry, room } = stage();
    telemetry.look(room, { ...PLAYING, driftMs: 40 });
    telemetry.look(room, { ...PLAYING, driftMs: -12.345 });
    expect(telemetry.take()).toMatchObject({ driftMs: -12.3 });

    telemetry.look(room, { ...PLAYING, driftMs: 7_200_000 });

    expect(telemetry.take()).toBeNull();
  });

  it("tells each error once, the first if there are more", () => {
    const { telemetry, room } = stage();
    const network = { kind: "network", message: "https://secret.example/" } as const;

    telemetry.look(room, { ...PLAYING, error: network });
    telemetry.look(room, { ...PLAYING, error: network });
    telemetry.missing();

    expect(telemetry.take()).toEqual({ joinMs: 0, error: "network" });
    telemetry.look(room, { ...PLAYING, error: network });
    expect(telemetry.take()).toBeNull();
  });
});
