import type Hls from "hls.js";
import type { ErrorData } from "hls.js";
import { type Failure, failureOfStatus, probe } from "./failure";
import type { Pass } from "./pass";
import type { Choice, MediaChoices } from "./state";

/** Decoders that stumble are started anew, but one that stumbles at once again won't get over it. */
const RECOVER_EVERY_MS = 5_000;
/** A film of two hours would fill the memory with what was seen already. */
const BACK_BUFFER_S = 60;
const BUFFER_S = 30;
/** Loading more takes decoding its time, so until the first picture moves there is just enough to begin. */
const BUFFER_AT_FIRST_S = 8;
/** What is loaded makes seeking quick, but most who leave do so before the end. */
const BUFFER_MAX_S = 120;

export interface HlsOptions {
  readonly element: HTMLMediaElement;
  readonly pass: Pass;
  readonly startS: number;
  readonly choices: (choices: MediaChoices) => void;
  readonly failed: (failure: Failure) => void;
}

export interface HlsFeed {
  selectLevel(id: number): void;
  selectSubtitles(id: number): void;
  /** Goes on loading after a failure of the network; false if it must be opened anew. */
  resume(): boolean;
  destroy(): void;
}

/** Null where hls.js can't work; the browser may then play HLS by itself. Native HLS comes second: it hides the subtitles. */
export async function loadHls(options: HlsOptions): Promise<HlsFeed | null> {
  const { element, pass, startS, failed } = options;
  const address = pass.url();
  // Whoever asks first hears of it; that it was asked for early is no second failure.
  address.catch(() => undefined);
  const { default: HlsPlayer } = await import("hls.js");
  if (!HlsPlayer.isSupported()) {
    return null;
  }
  const src = await address;
  const hls = new HlsPlayer({
    startPosition: startS,
    maxBufferLength: BUFFER_AT_FIRST_S,
    maxMaxBufferLength: BUFFER_AT_FIRST_S,
    backBufferLength: BACK_BUFFER_S,
    capLevelToPlayerSize: true,
    // The rate is ours alone to change.
    maxLiveSyncPlaybackRate: 1,
    // Pieces are named by an address that may have come to its end since, in a pause for one.
    xhrSetup: async (xhr, url) => xhr.open("GET", await pass.renewed(url), true),
  });
  const fill = () => {
    hls.config.maxBufferLength = BUFFER_S;
    hls.config.maxMaxBufferLength = BUFFER_MAX_S;
  };
  element.addEventListener("playing", fill, { once: true });
  let parsed = false;
  let recoveredMs = Number.NEGATIVE_INFINITY;
  hls.subtitleDisplay = true;
  hls.on(HlsPlayer.Events.MANIFEST_PARSED, () => {
    parsed = true;
    hls.subtitleTrack = -1;
    tellChoices(hls, options);
  });
  hls.on(HlsPlayer.Events.SUBTITLE_TRACKS_UPDATED, () => tellChoices(hls, options));
  hls.on(HlsPlayer.Events.ERROR, (_event, data) => {
    if (!data.fatal) {
      return;
    }
    if (data.type === HlsPlayer.ErrorTypes.MEDIA_ERROR && performance.now() - recoveredMs > RECOVER_EVERY_MS) {
      recoveredMs = performance.now();
      hls.recoverMediaError();
      return;
    }
    explain(data, src).then(failed, () => undefined);
  });
  hls.loadSource(src);
  hls.attachMedia(element);

  return {
    selectLevel(id) {
      hls.nextLevel = id;
    },
    selectSubtitles(id) {
      hls.subtitleTrack = id;
    },
    resume() {
      if (parsed) {
        hls.startLoad(element.currentTime);
      }
      return parsed;
    },
    destroy() {
      element.removeEventListener("playing", fill);
      hls.destroy();
    },
  };
}

function tellChoices(hls: Hls, { choices }: HlsOptions): void {
  const levels = hls.levels.map(
    ({ height, bitrate }, id): Choice => ({
      id,
      label: height > 0 ? `${height}p` : `${Math.round(bitrate / 1_000)} kbit/s`,
    }),
  );
  const subtitles = hls.subtitleTracks.map(
    ({ name, lang }, id): Choice => ({ id, label: name || lang || `${id + 1}` }),
  );
  choices({ levels, subtitles });
}

async function explain(data: ErrorData, src: string): Promise<Failure> {
  const message = `${data.details}: ${data.error.message}`;
  // Its enum would need all of hls.js here, which is loaded later.
  const type: string = data.type;
  switch (type) {
    case "networkError": {
      const status = data.response?.code ?? 0;
      const known = failureOfStatus(status, message);
      if (data.details.toLowerCase().includes("parsing") || data.details === "levelEmptyError") {
        return { kind: "format", message, passing: false };
      }
      return known ?? probe(data.url ?? src, { kind: "network", message, passing: true });
    }
    case "mediaError":
      return /codec/i.test(data.details)
        ? { kind: "unsupported", message, passing: false }
        : { kind: "format", message, passing: false };
    default:
      return { kind: "format", message, passing: false };
  }
}
