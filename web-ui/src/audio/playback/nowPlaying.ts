/** What lock screens and headsets show, and what iOS goes by when the page is out of sight. */
export interface NowPlaying {
  title(title: string): void;
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
export function createNowPlaying(keys: NowPlayingKeys): NowPlaying {
  const session = "mediaSession" in navigator ? navigator.mediaSession : null;
  const { audioSession } = navigator as WithAudioSession;
  if (audioSession) {
    // Without it iOS stops the sound when the screen is locked, and a silent switch mutes it.
    audioSession.type = "playback";
  }
  session?.setActionHandler("play", keys.play);
  session?.setActionHandler("pause", keys.pause);

  return {
    title(title) {
      if (session) {
        session.metadata = new MediaMetadata({ title, album: "tutti" });
      }
    },
    playing(playing) {
      if (session) {
        session.playbackState = playing ? "playing" : "paused";
      }
    },
    end() {
      session?.setActionHandler("play", null);
      session?.setActionHandler("pause", null);
      if (session) {
        session.metadata = null;
        session.playbackState = "none";
      }
    },
  };
}
