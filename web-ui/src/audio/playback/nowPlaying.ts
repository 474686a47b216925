import { claimKeys } from "../deviceKeys";

/** What lock screens and headsets show, and what iOS goes by when the page is out of sight. */
export interface NowPlaying {
  title(title: string): void;
  /** False also while it is muted: the keys then offer to be heard again. */
  playing(playing: boolean): void;
  end(): void;
}

interface WithAudioSession {
  readonly audioSession?: { type: string };
}

export interface NowPlayingKeys {
  play(): void;
  pause(): void;
}

/** The keys mean this device alone: what the host plays is not for a guest's headset to stop. */
export function createNowPlaying({ play, pause }: NowPlayingKeys): NowPlaying {
  const { audioSession } = navigator as WithAudioSession;
  if (audioSession) {
    // Without it iOS stops the sound when the screen is locked, and a silent switch mutes it.
    audioSession.type = "playback";
  }
  const keys = claimKeys(
    "sound",
    new Map([
      ["play", play],
      ["pause", pause],
    ]),
  );

  return {
    title: (title) => keys.show({ title, album: "tutti" }),
    playing: (playing) => keys.state(playing ? "playing" : "paused"),
    end: keys.release,
  };
}
