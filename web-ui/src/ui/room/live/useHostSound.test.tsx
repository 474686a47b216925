// @vitest-environment happy-dom
import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { RefusedError } from "../../../connection/requests";
import { host, PASSING, REFUSED, refused } from "./fakeHost";

describe("A host's sound in a room", () => {
  beforeEach(() => void vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true));
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("is asked for once there is some, and goes out once it is granted", async () => {
    const { render, share, come, asked, sent, sound, leave } = host();
    await render();

    await share();
    await come(3);

    expect(asked).toHaveLength(1);
    expect(sound()?.phase).toBe("live");
    expect(sent).toEqual([1, 1, 1]);
    leave();
  });

  it("goes on by itself when the connection is back, in the epoch it is given then", async () => {
    const { render, share, come, tell, sent, sound, leave } = host();
    await render();
    await share();
    await tell({ broadcastId: "b1" });

    await tell({ isConnected: false });
    await come(2);
    expect(sound()?.phase).toBe("interrupted");
    // Away for too long: the room has ended it meanwhile.
    await tell({ isConnected: true, joins: 2, broadcastId: null });
    await come(2);

    expect(sound()?.phase).toBe("live");
    expect(sent).toEqual([2, 2]);
    leave();
  });

  it("asks again when the connection was lost before the answer came", async () => {
    const { render, share, come, tell, answer, asked, sent, sound, leave } = host();
    let lose: (error: Error) => void = () => undefined;
    answer(() => new Promise((_, reject) => (lose = reject)));
    await render();
    await share();
    expect(asked).toHaveLength(1);

    // The session lets go of what was asked, and says only then that the connection is lost.
    await act(async () => lose(new RefusedError("unavailable", "the connection was lost")));
    await tell({ isConnected: false });
    await tell({ isConnected: true, joins: 2 });
    await come(1);

    expect(sound()?.phase).toBe("live");
    expect(sent).toEqual([2]);
    leave();
  });

  it("goes on in another epoch when its server hands it on, though it never was away", async () => {
    const { render, share, come, tell, asked, sent, sound, leave } = host();
    await render();
    await share();
    await tell({ broadcastId: "b1" });
    await come(2);

    await tell({ joins: 2 });
    await come(2);

    expect([sound()?.phase, asked.length]).toEqual(["live", 2]);
    expect(sent).toEqual([1, 1, 2, 2]);
    leave();
  });

  it("sends nothing for the server it left while the next one has not granted it", async () => {
    const { render, share, come, tell, answer, sent, sound, leave } = host();
    await render();
    await share();
    await tell({ broadcastId: "b1" });
    answer(() => new Promise(() => undefined));

    await tell({ joins: 2 });
    await come(2);

    expect([sound()?.phase, sent]).toEqual(["interrupted", []]);
    leave();
  });

  it("is begun anew when it ended while its server handed it on", async () => {
    const { render, share, come, tell, sent, leave } = host();
    await render();
    await share();
    await tell({ broadcastId: "b1" });

    await tell({ joins: 2, broadcastId: null });
    await come(1);

    expect(sent).toEqual([2]);
    leave();
  });

  it("is not refused when its server hands it on before the answer came", async () => {
    const { render, share, come, tell, answer, sent, isRefused, leave } = host();
    let lose: (error: Error) => void = () => undefined;
    answer(() => new Promise((_, reject) => (lose = reject)));
    await render();
    await share();

    lose(new RefusedError("unavailable", "the connection was lost"));
    await tell({ joins: 2 });
    await come(1);

    expect([isRefused(), sent]).toEqual([false, [2]]);
    leave();
  });

  it.each(PASSING)("stays as it is and is asked for again when the room says %s to a resume", async (code) => {
    vi.useFakeTimers();
    const { render, share, come, tell, answer, asked, sent, sound, isRefused, pass, leave } = host();
    await render();
    await share();
    await tell({ broadcastId: "b1" });
    await tell({ isConnected: false });
    answer(refused(code), refused(code));

    await tell({ isConnected: true, joins: 2 });
    expect([sound()?.phase, isRefused()]).toEqual(["interrupted", false]);
    await pass(1_000);
    await come(1);

    expect([sound()?.phase, asked.length, sent]).toEqual(["live", 4, [4]]);
    leave();
  });

  it("is asked for again when the first answer got lost, and not after it was stopped", async () => {
    vi.useFakeTimers();
    const { render, share, answer, asked, sound, stop, pass, leave } = host();
    answer(refused("unavailable"));
    await render();

    await share();
    expect(sound()?.phase).toBe("ready");
    await stop();
    await pass(20_000);

    expect([sound()?.phase, asked.length]).toEqual(["idle", 1]);
    leave();
  });

  it("is let go of in the end where a server that is full goes on refusing to begin", async () => {
    vi.useFakeTimers();
    const { render, share, answer, asked, sound, isRefused, pass, leave } = host();
    answer(...Array.from({ length: 100 }, () => refused("unavailable")));
    await render();

    await share();
    await pass(3_000);
    expect([sound()?.phase, isRefused()]).toEqual(["ready", false]);
    await pass(30_000);

    expect([sound()?.phase, isRefused(), asked.length]).toEqual(["idle", true, 13]);
    leave();
  });

  it("that was stopped before the room told of it is over: whatever comes next may stay", async () => {
    const { render, share, tell, stop, stops, leave } = host();
    await render();
    await share();

    await stop();
    await tell({ broadcastId: "b2" });
    await tell({ joins: 2 });

    expect(stops()).toBe(1);
    leave();
  });

  it("is waited for by the room when a resume is refused, so it can be stopped", async () => {
    const { render, share, tell, answer, sound, isRefused, isLeftOn, leave } = host();
    await render();
    await share();
    await tell({ broadcastId: "b1" });
    answer(REFUSED);

    await tell({ joins: 2 });

    expect([sound()?.phase, isRefused(), isLeftOn()]).toEqual(["idle", true, true]);
    leave();
  });

  it("is let go of when the room refuses it", async () => {
    const { render, share, answer, sound, isRefused, leave } = host();
    answer(REFUSED);
    await render();

    await share();

    expect([sound()?.phase, isRefused()]).toEqual(["idle", true]);
    leave();
  });

  it("ends when the room gives itself another host", async () => {
    const { render, share, tell, sound, leave } = host();
    await render();
    await share();
    await tell({ broadcastId: "b1" });

    await tell({ broadcastId: null });

    expect(sound()?.phase).toBe("idle");
    leave();
  });
});
