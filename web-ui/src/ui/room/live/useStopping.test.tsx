// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { host, PASSING, refused } from "./fakeHost";

describe("A host's sound that is stopped", () => {
  beforeEach(() => void vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true));
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("that was on before the page was loaded again can be stopped without sharing anything", async () => {
    const { tell, stop, stops, isLeftOn, leave } = host();
    await tell({ broadcastId: "b1" });

    await stop();

    expect([isLeftOn(), stops()]).toEqual([false, 1]);
    leave();
  });

  it("is stopped again in the room's next join when that word was lost", async () => {
    const { render, share, tell, stop, stops, answerStop, isLeftOn, leave } = host();
    await render();
    await share();
    await tell({ broadcastId: "b1" });
    answerStop(refused("unavailable"));

    await stop();
    await tell({ isConnected: false });
    expect([stops(), isLeftOn()]).toEqual([1, true]);
    await tell({ isConnected: true, joins: 2 });
    expect(stops()).toBe(2);
    await tell({ broadcastId: null, ended: "host" });
    await tell({ joins: 3 });

    expect([stops(), isLeftOn()]).toEqual([2, false]);
    leave();
  });

  it.each(PASSING)("is stopped again when the room says %s, for as long as it is on", async (code) => {
    vi.useFakeTimers();
    const { render, share, tell, stop, stops, answerStop, pass, leave } = host();
    await render();
    await share();
    await tell({ broadcastId: "b1" });
    answerStop(refused(code), refused(code));

    await stop();
    await pass(5_000);
    expect(stops()).toBe(3);
    await tell({ broadcastId: null, ended: "host" });
    await pass(20_000);

    expect(stops()).toBe(3);
    leave();
  });

  it("that was stopped in vain is not stopped any more once it is shared again", async () => {
    const { render, share, tell, stop, stops, answerStop, sound, leave } = host();
    await render();
    await share();
    await tell({ broadcastId: "b1" });
    answerStop(refused("unavailable"));
    await stop();
    await tell({ isConnected: false });

    await share();
    await tell({ isConnected: true, joins: 2 });

    expect([stops(), sound()?.phase]).toEqual([1, "live"]);
    leave();
  });

  it("ends for everyone when the host stops it", async () => {
    const { render, share, stop, stops, sound, leave } = host();
    await render();
    await share();

    await stop();

    expect([sound()?.phase, stops()]).toEqual(["idle", 1]);
    leave();
  });
});
