import type { SourceKind } from "../protocol/messages";
import { type Failure, probe } from "./failure";
import { type HlsFeed, loadHls } from "./hls";
import type { Pass } from "./pass";
import type { MediaChoices, PlayerError } from "./state";

const RETRY_MS = [1_000, 2_000, 4_000, 8_000] as const;
/** Before anything was ever seen, trying on for minutes only keeps people from fixing the address. */
const RETRIES_BEFORE_FIRST = 3;
const RETRIES_MAX = 20;
const PLAIN_FILE = /\.(mp4|m4v|m4a|mp3|webm|mov|ogg|oga|ogv|opus|flac|wav|aac)(\?|#|$)/i;
const PLAYLIST = /\.m3u8(\?|#|$)/i;

export interface MediaEvents {
  /** Length and place can be asked for; also after a retry, when the element stands at the start again. */
  loaded(): void;
  choices(choices: MediaChoices): void;
  /** Nothing more is tried. */
  failed(error: PlayerError): void;
}

/** One source in one element, loaded again by itself where that may help. */
export interface Media {
  selectLevel(id: number): void;
  selectSubtitles(id: number): void;
  destroy(): void;
}

export interface MediaSource {
  readonly kind: SourceKind;
  readonly src: string;
  /** The way to it. One that does not renew is for the element itself, which asks again and again under one address. */
  readonly pass: (renews: boolean) => Pass;
}

/** `startS` is asked for at each attempt: the room has gone on in the meantime. */
export function openMedia(
  element: HTMLMediaElement,
  source: MediaSource,
  startS: () => number,
  events: MediaEvents,
): Media {
  let feed: HlsFeed | null = null;
  let gone = false;
  let everLoaded = false;
  let retries = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** A refusal may only mean that our address is not good any more. Once; then it means what it says. */
  let refused = false;
  let turn = 0;
  let playedFrom = source.src;
  const renewing = source.pass(true);
  const lasting = source.pass(false);
  const listening = new AbortController();
  const asHls = isPlaylist(source);

  function begin(): void {
    if (asHls) {
      loadHls({ element, pass: renewing, startS: startS(), choices: events.choices, failed: onFailed }).then(
        (opened) => {
          if (gone) {
            opened?.destroy();
          } else if (opened === null) {
            beginPlain();
          } else {
            feed = opened;
          }
        },
        (error: unknown) => onFailed({ kind: "network", message: String(error), passing: true }),
      );
    } else {
      beginPlain();
    }
  }

  function beginPlain(): void {
    turn += 1;
    const mine = turn;
    lasting.url().then(
      (url) => {
        if (!gone && mine === turn) {
          playedFrom = url;
          element.src = url;
          element.load();
        }
      },
      (error: unknown) => onFailed({ kind: "network", message: String(error), passing: true }),
    );
  }

  /** The address may have been good once: another try, with one that is. */
  function mayBeOfTheAddress(): boolean {
    const dropped = [renewing, lasting].map((pass) => pass.drop()).includes(true);
    const again = dropped && !refused;
    refused = true;
    return again;
  }

  function beginAgain(): void {
    feed?.destroy();
    feed = null;
    begin();
  }

  function onFailed(failure: Failure): void {
    const allowed = everLoaded ? RETRIES_MAX : RETRIES_BEFORE_FIRST;
    if (gone || timer !== undefined) {
      return;
    }
    if (failure.kind === "not-found" && mayBeOfTheAddress()) {
      beginAgain();
      return;
    }
    if (!failure.passing || retries >= allowed) {
      events.failed({ kind: failure.kind, message: failure.message });
      return;
    }
    const waitMs = RETRY_MS[Math.min(retries, RETRY_MS.length - 1)] ?? 0;
    retries += 1;
    timer = setTimeout(() => {
      timer = undefined;
      if (feed === null || !feed.resume()) {
        beginAgain();
      }
    }, waitMs);
  }

  function onElementError(): void {
    const error = element.error;
    if (error === null || feed !== null) {
      return;
    }
    const message = error.message === "" ? `media error ${error.code}` : error.message;
    const undecodable = error.code === MediaError.MEDIA_ERR_DECODE;
    const otherwise: Failure = { kind: undecodable ? "format" : "unsupported", message, passing: false };
    if (undecodable) {
      onFailed(otherwise);
    } else {
      probe(playedFrom, otherwise).then(onFailed, () => onFailed(otherwise));
    }
  }

  const { signal } = listening;
  element.addEventListener(
    "loadedmetadata",
    () => {
      everLoaded = true;
      events.loaded();
    },
    { signal },
  );
  element.addEventListener(
    "progress",
    () => {
      retries = 0;
      refused = false;
    },
    { signal },
  );
  element.addEventListener("error", onElementError, { signal });
  begin();

  return {
    selectLevel: (id) => feed?.selectLevel(id),
    selectSubtitles: (id) => feed?.selectSubtitles(id),
    destroy() {
      gone = true;
      clearTimeout(timer);
      listening.abort();
      feed?.destroy();
      element.removeAttribute("src");
      element.load();
    },
  };
}

/** A video is a playlist unless its name says that it is a plain file; a track is a file unless it says the opposite. */
function isPlaylist({ kind, src }: MediaSource): boolean {
  const path = src.split(/[?#]/)[0] ?? "";
  return PLAYLIST.test(path) || (kind === "video" && !PLAIN_FILE.test(path));
}
