import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { broadcastMessage, FAKE_SERVER_TIME, joinedMessage } from "../connection/fakeSocket";
import { joinedStage, refusalOf, stage } from "./fakeStage";

describe("A seat in a room", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("keeps its token, and comes back as the same person", () => {
    const { kept } = joinedStage();

    const later = stage(kept);
    later.wire().open();

    expect(kept.get("tutti.room.room000001")).toBe('{"token":"token-1","userId":"ann"}');
    expect(later.wire().sent[0]).toMatchObject({ type: "join", name: "Ann", token: "token-1" });
  });

  it("forgets a token that isn't taken, and joins as somebody new", () => {
    const { kept, wire } = stage(new Map([["tutti.room.room000001", '{"token":"old","userId":"x"}']]));
    wire().open();

    wire().say({ type: "error", code: "unauthorized", message: "", re: wire().sent[0]?.id });
    vi.advanceTimersByTime(1_000);
    wire().open();

    expect(kept.size).toBe(0);
    expect(wire().sent[0]).not.toHaveProperty("token");
  });

  it("settles a command with the answer to it", async () => {
    const { session, wire } = joinedStage();

    const seek = refusalOf(session.seek(42));
    expect(wire().last("seek")).toMatchObject({ toMediaTime: 42 });
    wire().say({ type: "ack", re: wire().last("seek")?.id });
    const play = refusalOf(session.play());
    wire().say({ type: "error", code: "not-allowed", message: "", re: wire().last("play")?.id });

    expect(await seek).toBe("taken");
    expect(await play).toBe("not-allowed");
  });

  it("doesn't leave a command waiting for ever", async () => {
    const { session, wire } = joinedStage();

    const unanswered = refusalOf(session.play());
    vi.advanceTimersByTime(7_000);
    const lost = refusalOf(session.pause());
    wire().drop();
    const unsaid = refusalOf(session.play());

    expect([await unanswered, await lost, await unsaid]).toEqual(["unavailable", "unavailable", "unavailable"]);
  });

  it("answers for a node that hands it over with a question open, and never shows a loss", async () => {
    const { session, moveOn } = joinedStage();
    const kinds: string[] = [];
    session.subscribe(() => kinds.push(session.state().connection.kind));

    const paused = refusalOf(session.pause());
    moveOn();

    expect(await paused).toBe("unavailable");
    expect(new Set(kinds)).toEqual(new Set(["open"]));
    expect(session.state().joins).toBe(2);
  });

  it("turns to what comes next in its time", () => {
    const { session, wire } = joinedStage();
    const state = joinedMessage().state;

    wire().say({
      ...Object(state),
      type: "state",
      version: 4,
      isPlaying: false,
      baseServerTime: FAKE_SERVER_TIME + 150,
    });
    expect(session.state().room?.next?.version).toBe(4);
    vi.advanceTimersByTime(151);

    expect(session.state().room).toMatchObject({ next: null, timeline: { version: 4 } });
  });

  it("gives the room away and takes lines back", async () => {
    const { session, wire } = joinedStage();

    const given = session.transferHost("ben");
    const deleted = session.deleteChat(7);

    expect(wire().last("host:transfer")).toMatchObject({ to: "ben" });
    expect(wire().last("chat:delete")).toMatchObject({ seq: 7 });
    wire().say({ type: "ack", re: wire().last("host:transfer")?.id });
    wire().say({ type: "error", code: "bad-message", message: "", re: wire().last("chat:delete")?.id });
    await expect(given).resolves.toBeUndefined();
    await expect(deleted).rejects.toMatchObject({ code: "bad-message" });
  });

  it("says again that it is ready to a server that can't know", () => {
    const { session, wire, comeBack } = joinedStage();

    session.ready(true, 3_000);
    comeBack();

    expect(wire().last("ready")).toMatchObject({ type: "ready", ready: true, bufferedMs: 3_000 });
  });

  it("says that it is ready until the room has taken it, and not once it is otherwise", async () => {
    const { session, wire } = joinedStage();
    const refuse = () => wire().say({ type: "error", code: "unavailable", message: "", re: wire().last("ready")?.id });
    const said = () => wire().sent.flatMap(({ type, ready }) => (type === "ready" ? [ready] : []));

    session.ready(true);
    refuse();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(said()).toEqual([true, true]);
    refuse();
    session.ready(false);
    wire().say({ type: "ack", re: wire().last("ready")?.id });
    await vi.advanceTimersByTimeAsync(5_000);

    expect(said()).toEqual([true, true, false]);
  });

  it("gives the same snapshot until something changes", () => {
    const { session, wire } = joinedStage();
    let told = 0;
    session.subscribe(() => {
      told += 1;
    });

    const before = session.state();
    expect(session.state()).toBe(before);
    wire().say({ type: "user:left", userId: "ben", total: 1 });

    expect(told).toBe(1);
    expect(session.state()).not.toBe(before);
  });

  it("hands on reactions", () => {
    const { session, wire } = joinedStage();
    const seen: string[] = [];
    session.onReaction(({ emoji }) => seen.push(emoji));

    const from = { id: "ben", name: "Ben", role: "host" };
    wire().say({ type: "reaction", from, emoji: "👏", serverTime: 1, mediaTime: null });

    expect(seen).toEqual(["👏"]);
  });

  it("leaves for good", () => {
    const { session, wire } = joinedStage();

    session.leave();
    vi.advanceTimersByTime(60_000);

    expect(wire().last("leave")).toEqual({ type: "leave" });
    expect(wire().closed).toBe(true);
    expect(session.state().connection).toEqual({ kind: "ended", code: "left", reason: "" });
  });

  it("is over when the room is", async () => {
    const { session, wire } = joinedStage();
    const said = refusalOf(session.say("anyone?"));

    wire().say({ type: "room:closed", reason: "host" });

    expect(session.state().connection).toMatchObject({ kind: "ended", code: "room-closed" });
    expect(await said).toBe("room-closed");
  });

  it("asks to broadcast and learns what its frames must carry", async () => {
    const { session, wire } = joinedStage();
    const feed = { codec: "opus", sampleRate: 48_000, channels: 2, audioBitrate: 128 } as const;

    const granted = session.startBroadcast(feed);
    expect(wire().last("broadcast:start")).toMatchObject(feed);
    wire().say({ type: "ack", re: wire().last("broadcast:start")?.id, broadcastId: "cast-1", epoch: 3 });

    expect(await granted).toEqual({ broadcastId: "cast-1", epoch: 3 });
    expect(session.sendSound(new ArrayBuffer(20))).toBe(true);
    expect(session.bufferedAmount()).toBe(20);
  });

  it("hands on sound, and knows what is on the air", () => {
    const { session, wire, comeBack } = joinedStage();
    const heard: number[] = [];
    wire().sound(new ArrayBuffer(29));
    session.onSound((frame) => heard.push(frame.byteLength));

    wire().say({ type: "broadcast:started", ...broadcastMessage() });
    wire().sound(new ArrayBuffer(30));

    expect(heard).toEqual([29, 30]);
    expect(session.state().room?.broadcast).toMatchObject({ broadcastId: "cast-1", epoch: 1 });
    comeBack({ broadcast: broadcastMessage({ epoch: 2, waitsSinceServerTime: 5 }) });
    expect(session.state().room?.broadcast).toMatchObject({ epoch: 2, waitsSinceServerTime: 5 });
  });

  it("asks again after a reconnect for the quality it wanted", () => {
    const { session, wire, comeBack } = joinedStage();
    session.requestQuality("low").catch(() => undefined);

    comeBack();

    expect(wire().last("quality:request")).toEqual({ type: "quality:request", quality: "low" });
  });
});
