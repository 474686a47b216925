// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { host, MUSIC } from "./fakeHost";

describe("A host's sound after a reload", () => {
  beforeEach(() => void vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true));
  afterEach(() => void vi.unstubAllGlobals());

  it("that was on before the page was loaded again goes on when it is shared again", async () => {
    const { tell, share, come, isLeftOn, sound, sent, leave } = host();
    await tell({ broadcastId: "b1" });
    expect(isLeftOn()).toBe(true);

    await share();
    await come(1);

    expect([isLeftOn(), sound()?.phase]).toEqual([false, "live"]);
    expect(sent).toEqual([1]);
    leave();
  });

  it("that was on before the page was loaded again is the same again, and what was muted stays so", async () => {
    const talk = { source: "tab", preset: "talk" } as const;
    const { tell, share, isLeftOn, choice, sound, leave } = host({ shared: { choice: talk, muted: true } });

    await tell({ broadcastId: "b1" });
    expect([isLeftOn(), choice()]).toEqual([true, talk]);
    await share();

    expect([sound()?.phase, sound()?.muted]).toEqual(["live", true]);
    leave();
  });

  it("goes on by itself after a reload, where the browser gives the microphone unasked", async () => {
    const { tell, come, sound, sent, leave } = host({ shared: { choice: MUSIC, muted: false }, opensUnasked: true });

    await tell({ broadcastId: "b1" });
    await come(15);
    await come(1);

    expect(sound()?.phase).toBe("live");
    expect(sent).toEqual([1]);
    leave();
  });

  it("does not begin by itself where the room does not wait for it", async () => {
    const { render, come, sound, isCutOff, kept, leave } = host({
      shared: { choice: MUSIC, muted: false },
      opensUnasked: true,
    });

    await render();
    await come(16);

    expect([sound()?.phase, isCutOff(), kept.read()]).toEqual(["idle", true, null]);
    leave();
  });

  it("is told to have been cut off when the room waited in vain, until it is shared again", async () => {
    const { tell, share, isLeftOn, isCutOff, choice, leave } = host({ shared: { choice: MUSIC, muted: false } });
    await tell({ broadcastId: "b1" });

    await tell({ broadcastId: null, ended: "host-lost" });
    expect([isLeftOn(), isCutOff(), choice()]).toEqual([false, true, MUSIC]);
    await share();

    expect(isCutOff()).toBe(false);
    leave();
  });

  it("is not cut off when it was given away or stopped", async () => {
    const { render, share, tell, isCutOff, kept, leave } = host();
    await render();
    await share();
    await tell({ broadcastId: "b1" });

    await tell({ broadcastId: null, ended: "host" });

    expect([isCutOff(), kept.read()]).toEqual([false, null]);
    leave();
  });

  it("is kept for a reload as it is, and forgotten when it is stopped", async () => {
    const { render, share, mute, stop, kept, leave } = host();
    await render();
    await share();
    expect(kept.read()).toEqual({ choice: MUSIC, muted: false });
    await mute(true);
    expect(kept.read()).toEqual({ choice: MUSIC, muted: true });

    await stop();

    expect(kept.read()).toBeNull();
    leave();
  });
});
