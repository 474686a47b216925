// @vitest-environment happy-dom
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CaptureAbility } from "../../../audio/capture/ability";
import type { Block } from "../../../audio/capture/cutting";
import type { Grant, SoundFormat } from "../../../audio/capture/state";
import { RefusedError } from "../../../connection/requests";
import { decodeAudioFrame } from "../../../protocol/audioFrame";
import { createKeptShare, type Share } from "./keptShare";
import { type HostLine, type HostNews, type HostSound, useHostSound } from "./useHostSound";

const MUSIC = { source: "microphone", preset: "music" } as const;
const CHROMIUM = async (): Promise<CaptureAbility> => ({
  microphone: { can: true },
  tab: { can: true },
  wholeSystem: false,
  codec: "opus",
});
const QUIET: HostNews = { isConnected: true, joins: 1, broadcastId: null, ended: null, demand: null };

interface Before {
  /** What a page before this one shared, in the same tab. */
  readonly shared?: Share;
  /** The browser would give the microphone without a question and a click. */
  readonly opensUnasked?: boolean;
}

/** A host whose room and sound are in the test's hand. */
function host({ shared, opensUnasked = false }: Before = {}) {
  const tab = new Map<string, string>();
  const kept = createKeptShare("room-a", {
    getItem: (key) => tab.get(key) ?? null,
    setItem: (key, value) => void tab.set(key, value),
    removeItem: (key) => void tab.delete(key),
  });
  if (shared) kept.keep(shared);
  const asked: SoundFormat[] = [];
  const sent: number[] = [];
  let answers: (() => Promise<Grant>)[] = [];
  let stopAnswers: (() => Promise<never>)[] = [];
  let hear: (block: Block) => void = () => undefined;
  let stops = 0;
  let index = 0;
  let nowMs = 0;
  let current: HostSound | null = null;
  let news = QUIET;
  const line: HostLine = {
    kept,
    storage: null,
    send: (frame) => sent.push(decodeAudioFrame(frame)?.epoch ?? -1),
    bufferedAmount: () => 0,
    serverNowMs: () => nowMs,
    nowMs: () => nowMs,
    openTap: (onBlock) => {
      hear = onBlock;
      return {
        open: async () => ({ kind: "open", feed: { label: "Line in", shortcomings: [] } }),
        close: () => undefined,
      };
    },
    startEncoding: ({ packet }) => ({ encode: (_, stamp) => packet(Uint8Array.of(1), stamp), close: () => undefined }),
    startBroadcast(format) {
      asked.push(format);
      return answers.shift()?.() ?? Promise.resolve({ broadcastId: "b1", epoch: asked.length });
    },
    async stopBroadcast() {
      stops += 1;
      await stopAnswers.shift()?.();
    },
  };
  const around = { captureAbility: CHROMIUM, opensUnasked: async () => opensUnasked };
  function Host() {
    current = useHostSound(line, news, around);
    return null;
  }
  const root = createRoot(document.createElement("div"));
  const render = () => act(async () => root.render(<Host />));
  const come = (blocks: number) =>
    act(async () => {
      for (let left = blocks; left > 0; left--) {
        nowMs += 20;
        hear({ index: index++, samples: new Float32Array(1_920).fill(0.5) });
      }
    });
  /** Until it is asked for; the answer may take its time. */
  const share = async () => {
    await act(async () => void current?.share(MUSIC));
    await come(15);
  };
  return {
    asked,
    sent,
    come,
    render,
    stops: () => stops,
    sound: () => current?.sound,
    isRefused: () => current?.isRefused,
    isLeftOn: () => current?.isLeftOn,
    isCutOff: () => current?.isCutOff,
    choice: () => current?.choice,
    kept,
    tell(more: Partial<HostNews>) {
      news = { ...news, ...more };
      return render();
    },
    answer: (...next: (() => Promise<Grant>)[]) => {
      answers = next;
    },
    answerStop: (...next: (() => Promise<never>)[]) => {
      stopAnswers = next;
    },
    pass: (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms)),
    share,
    mute: (muted: boolean) => act(async () => current?.mute(muted)),
    stop: () => act(async () => current?.stop()),
    leave: () => act(() => root.unmount()),
  };
}

const refused = (code: string) => () => Promise.reject(new RefusedError(code, ""));
const REFUSED = refused("not-allowed");
const PASSING = ["unavailable", "rate-limited", "internal"];

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
