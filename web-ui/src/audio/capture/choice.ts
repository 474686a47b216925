import { SAMPLE_RATE } from "../../protocol/audioFrame";

/** A tab, or the whole computer where the browser can; or what a microphone or a line input hears. */
export type SoundSource = "tab" | "microphone";

/** Music is sent as it is. Talk is freed of echo and noise and evened out, which would ruin music. */
export type Preset = "music" | "talk";

export interface CaptureChoice {
  readonly source: SoundSource;
  readonly preset: Preset;
}

/** What is not the way it was asked for, though sound comes. */
export type Shortcoming = "processed" | "mono" | "low-rate";

/** Below this even a CD is more; a headset that also listens often gives a third of it. */
const GOOD_RATE = 44_100;

interface SoundConstraints extends MediaTrackConstraints {
  readonly suppressLocalAudioPlayback?: boolean;
  readonly restrictOwnAudio?: boolean;
}

interface DisplayConstraints extends DisplayMediaStreamOptions {
  readonly systemAudio?: "include" | "exclude";
  readonly selfBrowserSurface?: "include" | "exclude";
  readonly surfaceSwitching?: "include" | "exclude";
  readonly monitorTypeSurfaces?: "include" | "exclude";
}

export function soundConstraints({ preset }: CaptureChoice): SoundConstraints {
  const isTalk = preset === "talk";
  return {
    autoGainControl: isTalk,
    channelCount: 2,
    echoCancellation: isTalk,
    noiseSuppression: isTalk,
    sampleRate: SAMPLE_RATE,
  };
}

/** A browser shares sound only along with a picture. Nobody sees that: it is asked for as small and slow as can be. */
export function displayConstraints(choice: CaptureChoice): DisplayConstraints {
  return {
    // The room's own sound, shared with the whole computer's, would go round in circles.
    audio: {
      ...soundConstraints(choice),
      suppressLocalAudioPlayback: false,
      restrictOwnAudio: true,
    } as SoundConstraints,
    video: { frameRate: { max: 1 }, height: { max: 90 }, width: { max: 160 } },
    monitorTypeSurfaces: "include",
    selfBrowserSurface: "exclude",
    surfaceSwitching: "include",
    systemAudio: "include",
  };
}

/** Asked for is not given: browsers take what they do not know, or cannot do, without a word. */
export function shortcomings({ preset }: CaptureChoice, given: MediaTrackSettings): readonly Shortcoming[] {
  const isTouched = [given.autoGainControl, given.echoCancellation, given.noiseSuppression].some(
    (touched) => touched !== undefined && touched !== false,
  );
  const found: (Shortcoming | false)[] = [
    preset === "music" && isTouched && "processed",
    preset === "music" && given.channelCount === 1 && "mono",
    given.sampleRate !== undefined && given.sampleRate < GOOD_RATE && "low-rate",
  ];
  return found.filter((one) => one !== false);
}
