// @vitest-environment happy-dom
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CaptureAbility } from "../../../audio/capture/ability";
import type { Block } from "../../../audio/capture/cutting";
import type { Grant, SoundFormat } from "../../../audio/capture/state";
import { decodeAudioFrame } from "../../../protocol/audioFrame";
import { type HostLine, type HostNews, type HostSound, useHostSound } from "./useHostSound";

const MUSIC = { source: "microphone", preset: "music" } as const;
const CHROMIUM = async (): Promise<CaptureAbility> => ({
  microphone: { can: true },
  tab: { can: true },
  wholeSystem: false,
  codec: "opus",
});
const QUIET: HostNews = { isConnected: true, broadcastId: null, demand: null };

/** A host whose room and sound are in the test's hand. */
function host() {
  const asked: SoundFormat[] = [];
  const sent: number[] = [];
  let answers: (() => Promise<Grant>)[] = [];
  let hear: (block: Block) => void = () => undefined;
  let stops = 0;
  let index = 0;
  let nowMs = 0;
  let current: HostSound | null = null;
  let news = QUIET;
  const line: HostLine = {
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
    },
  };
  function Host() {
    current = useHostSound(line, news, CHROMIUM);
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
    tell(more: Partial<HostNews>) {
      news = { ...news, ...more };
      return render();
    },
    answer: (...next: (() => Promise<Grant>)[]) => {
      answers = next;
    },
    share,
    stop: () => act(async () => current?.stop()),
    leave: () => act(() => root.unmount()),
  };
}

const REFUSED = () => Promise.reject(new Error("not-allowed"));

describe("A host's sound in a room", () => {
  beforeEach(() => void vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true));
  afterEach(() => vi.unstubAllGlobals());

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
    await tell({ isConnected: true, broadcastId: null });
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

    await tell({ isConnected: false });
    await act(async () => lose(new Error("closed")));
    await tell({ isConnected: true });
    await come(1);

    expect(sound()?.phase).toBe("live");
    expect(sent).toEqual([2]);
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

  it("that was on before the page was loaded again can be stopped without sharing anything", async () => {
    const { tell, stop, stops, isLeftOn, leave } = host();
    await tell({ broadcastId: "b1" });

    await stop();

    expect([isLeftOn(), stops()]).toEqual([false, 1]);
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
