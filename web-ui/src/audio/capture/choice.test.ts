import { describe, expect, it } from "vitest";
import { captureAbility, type Surroundings } from "./ability";
import { displayConstraints, shortcomings, soundConstraints } from "./choice";

const MUSIC = { source: "microphone", preset: "music" } as const;
const TALK = { source: "microphone", preset: "talk" } as const;

describe("A choice", () => {
  it("of music asks for the sound as it is", () => {
    expect(soundConstraints(MUSIC)).toMatchObject({
      autoGainControl: false,
      echoCancellation: false,
      noiseSuppression: false,
      channelCount: 2,
      sampleRate: 48_000,
    });
  });

  it("of talk asks for what makes words clear", () => {
    expect(soundConstraints(TALK)).toMatchObject({ autoGainControl: true, echoCancellation: true });
  });

  it("of a tab asks for a picture too, as browsers want it, and never for the room's own sound", () => {
    expect(displayConstraints({ source: "tab", preset: "music" })).toMatchObject({
      audio: { restrictOwnAudio: true, echoCancellation: false },
      video: { frameRate: { max: 1 } },
      systemAudio: "include",
    });
  });

  it("is held against what the browser gave", () => {
    const good = { autoGainControl: false, echoCancellation: false, noiseSuppression: false, channelCount: 2 };

    expect(shortcomings(MUSIC, { ...good, sampleRate: 48_000 })).toEqual([]);
    expect(shortcomings(MUSIC, {})).toEqual([]);
    expect(shortcomings(MUSIC, { ...good, noiseSuppression: true })).toEqual(["processed"]);
    expect(shortcomings(MUSIC, { ...good, channelCount: 1, sampleRate: 16_000 })).toEqual(["mono", "low-rate"]);
    expect(shortcomings(TALK, { echoCancellation: true, channelCount: 1, sampleRate: 48_000 })).toEqual([]);
  });
});

function browser({ knows = {} as Record<string, boolean>, ...more }: Partial<Surroundings> & { knows?: object } = {}) {
  const devices = { getUserMedia: true, getDisplayMedia: true, getSupportedConstraints: () => knows };
  return captureAbility({
    isSecureContext: true,
    hasWorklet: true,
    devices: devices as unknown as MediaDevices,
    platform: "Windows",
    encodesOpus: async () => true,
    ...more,
  });
}

describe("A browser", () => {
  it("that shares a tab's sound may do all of it", async () => {
    const chromium = { suppressLocalAudioPlayback: true };

    expect(await browser({ knows: chromium })).toEqual({
      microphone: { can: true },
      tab: { can: true },
      wholeSystem: true,
      codec: "opus",
    });
    expect(await browser({ knows: chromium, platform: "Linux" })).toMatchObject({ wholeSystem: false });
  });

  it("that shares pictures only still has its microphone", async () => {
    expect(await browser()).toMatchObject({ microphone: { can: true }, tab: { can: false, why: "picture-only" } });
  });

  it("on a telephone cannot share a tab", async () => {
    const devices = { getUserMedia: true } as unknown as MediaDevices;

    expect(await browser({ devices })).toMatchObject({ tab: { can: false, why: "unsupported" } });
  });

  it("gives nothing to a page that came over http", async () => {
    const insecure = { can: false, why: "insecure" };

    expect(await browser({ isSecureContext: false, devices: undefined })).toMatchObject({
      microphone: insecure,
      tab: insecure,
    });
  });

  it("that does not encode sends plain samples", async () => {
    expect(await browser({ encodesOpus: async () => false })).toMatchObject({ codec: "pcm" });
  });
});
