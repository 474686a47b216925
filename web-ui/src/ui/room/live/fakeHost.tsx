import { act } from "react";
import { createRoot } from "react-dom/client";
import { vi } from "vitest";
import type { CaptureAbility } from "../../../audio/capture/ability";
import type { Block } from "../../../audio/capture/cutting";
import type { Grant, SoundFormat } from "../../../audio/capture/state";
import { RefusedError } from "../../../connection/requests";
import { decodeAudioFrame } from "../../../protocol/audioFrame";
import { createKeptShare, type Share } from "./keptShare";
import { type HostLine, type HostNews, type HostSound, useHostSound } from "./useHostSound";

export const MUSIC = { source: "microphone", preset: "music" } as const;
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
export function host({ shared, opensUnasked = false }: Before = {}) {
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

export const refused = (code: string) => () => Promise.reject(new RefusedError(code, ""));
export const REFUSED = refused("not-allowed");
export const PASSING = ["unavailable", "rate-limited", "internal"];
