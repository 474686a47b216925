import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { CaptureChoice } from "./choice";
import { openTap } from "./tap";

const MUSIC: CaptureChoice = { source: "microphone", preset: "music" };

/** What a browser gives when it is asked for the microphone; `live` for as long as its light is on. */
function microphone() {
  const track = {
    live: true,
    label: "Line in",
    onended: null,
    getSettings: () => ({}),
    stop: () => {
      track.live = false;
    },
  };
  return { track, stream: { getTracks: () => [track], getAudioTracks: () => [track] } };
}

/** As much of a browser as a tap touches, each part of which can fail. */
function browser() {
  const around = {
    addModule: async (): Promise<void> => undefined,
    resume: async (): Promise<void> => undefined,
    createSource: () => ({ connect: () => undefined, disconnect: () => undefined }),
    give: async (): Promise<unknown> => microphone().stream,
  };
  vi.stubGlobal(
    "AudioContext",
    class {
      state = "running";
      audioWorklet = { addModule: () => around.addModule() };
      resume = () => around.resume();
      createMediaStreamSource = () => around.createSource();
      close = async () => {
        this.state = "closed";
      };
    },
  );
  vi.stubGlobal(
    "AudioWorkletNode",
    class {
      port = {};
      connect = () => undefined;
    },
  );
  vi.stubGlobal("navigator", { mediaDevices: { getUserMedia: () => around.give() } });
  return around;
}

describe("A tap", () => {
  let around: ReturnType<typeof browser>;
  beforeEach(() => {
    around = browser();
  });
  afterEach(() => vi.unstubAllGlobals());

  const open = () => openTap(() => undefined).open(MUSIC, () => undefined);

  it("keeps open what it was given until it is closed", async () => {
    const { track, stream } = microphone();
    around.give = async () => stream;
    const tap = openTap(() => undefined);

    expect(await tap.open(MUSIC, () => undefined)).toMatchObject({ kind: "open", feed: { label: "Line in" } });
    expect(track.live).toBe(true);
    tap.close();

    expect(track.live).toBe(false);
  });

  it("gives back what it was given when its worklet cannot be loaded, which nobody has denied", async () => {
    const { track, stream } = microphone();
    around.give = async () => stream;
    around.addModule = () => Promise.reject(new DOMException("gone", "AbortError"));

    expect(await open()).toEqual({ kind: "refused", why: "failed" });

    expect(track.live).toBe(false);
  });

  it("gives back at once what it was given when it is closed before its context runs", async () => {
    const { track, stream } = microphone();
    const resumed = vi.fn(() => new Promise<void>(() => undefined));
    around.give = async () => stream;
    around.resume = resumed;
    const tap = openTap(() => undefined);
    void tap.open(MUSIC, () => undefined);
    await vi.waitFor(() => expect(resumed).toHaveBeenCalled());

    tap.close();

    expect(track.live).toBe(false);
  });

  it("gives back what comes after it was closed", async () => {
    const { track, stream } = microphone();
    let give: (stream: unknown) => void = () => undefined;
    around.give = () => new Promise((resolve) => (give = resolve));
    const tap = openTap(() => undefined);
    const opening = tap.open(MUSIC, () => undefined);

    tap.close();
    give(stream);

    expect(await opening).toEqual({ kind: "refused", why: "superseded" });
    expect(track.live).toBe(false);
  });

  it("goes on with what is plugged in when the next cannot be", async () => {
    const [first, second] = [microphone(), microphone()];
    const streams = [first.stream, second.stream];
    around.give = async () => streams.shift();
    const tap = openTap(() => undefined);
    await tap.open(MUSIC, () => undefined);
    around.createSource = () => {
      throw new DOMException("another rate", "NotSupportedError");
    };

    expect(await tap.open(MUSIC, () => undefined)).toEqual({ kind: "refused", why: "unsupported" });

    expect([first.track.live, second.track.live]).toEqual([true, false]);
  });
});
