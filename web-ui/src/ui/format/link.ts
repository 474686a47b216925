import type { SourceKind } from "../http/samples";

export type LinkVerdict =
  | { kind: "empty" }
  | { kind: "good"; src: string; title: string }
  /** It may play all the same; the reader is told what looks odd and may go on. */
  | { kind: "odd"; src: string; title: string; why: "not-hls" | "audio-as-video" | "page" }
  | { kind: "bad"; why: "not-a-link" | "scheme" | "insecure" | "too-long" | "hls-as-track" };

const SRC_CHARS_MAX = 2048;
const TITLE_CHARS_MAX = 120;
const AUDIO = /\.(mp3|m4a|ogg|oga|opus|aac|wav|flac)$/i;
const PAGES = /(^|\.)(youtube\.com|youtu\.be|vimeo\.com|twitch\.tv|netflix\.com|dailymotion\.com)$/;

/** What somebody pasted as a stream, judged before anything is sent. */
export function judgeLink(pasted: string, kind: SourceKind, pageProtocol = "https:"): LinkVerdict {
  const text = pasted.trim();
  if (text === "") return { kind: "empty" };
  if (text.length > SRC_CHARS_MAX) return { kind: "bad", why: "too-long" };
  const url = asUrl(text);
  if (url === null) return { kind: "bad", why: "not-a-link" };
  if (url.protocol !== "https:" && url.protocol !== "http:") return { kind: "bad", why: "scheme" };
  if (!url.hostname) return { kind: "bad", why: "not-a-link" };
  if (url.protocol === "http:" && pageProtocol === "https:") return { kind: "bad", why: "insecure" };
  const found = { src: url.href, title: titleOf(url) };
  if (PAGES.test(url.hostname)) return { kind: "odd", why: "page", ...found };
  const isPlaylist = /\.m3u8$/i.test(url.pathname);
  if (kind === "track") return isPlaylist ? { kind: "bad", why: "hls-as-track" } : { kind: "good", ...found };
  if (isPlaylist) return { kind: "good", ...found };
  return { kind: "odd", why: AUDIO.test(url.pathname) ? "audio-as-video" : "not-hls", ...found };
}

function asUrl(text: string): URL | null {
  const address = /^[\w-]+(\.[\w-]+)+(:\d+)?\//.test(text) ? `https://${text}` : text;
  try {
    return new URL(address);
  } catch {
    return null;
  }
}

const NOTHING_SAID = /^(master|index|playlist|main|manifest|stream|video|audio|hls|chunklist|prog_index)$/i;

/** The last part of the path that says something, else the host. */
function titleOf(url: URL): string {
  const parts = url.pathname.split("/").filter(Boolean).map(readable);
  const telling = parts.findLast((part) => part !== "" && !NOTHING_SAID.test(part) && !/^v?\d+$/.test(part));
  return (telling ?? url.hostname).slice(0, TITLE_CHARS_MAX);
}

function readable(part: string): string {
  let plain = part;
  try {
    plain = decodeURIComponent(part);
  } catch {
    // Shown as it stands.
  }
  return plain
    .replace(/\.(m3u8|mp4|mp3|m4a|ogg|opus|aac|wav|flac|ism)$/i, "")
    .replace(/[-_+]+/g, " ")
    .trim();
}

export type TextPart = { kind: "text"; text: string } | { kind: "link"; text: string; href: string };

const LINK = /https?:\/\/[^\s<>"'`]+/gi;

/** Chat as it may be shown: text, and links of the web's own schemes. */
export function partsOf(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const written = withoutTail(match[0]);
    const url = asUrl(written);
    if (!url?.hostname) continue;
    if (match.index > from) parts.push({ kind: "text", text: text.slice(from, match.index) });
    parts.push({ kind: "link", text: written, href: url.href });
    from = match.index + written.length;
  }
  if (from < text.length) parts.push({ kind: "text", text: text.slice(from) });
  return parts;
}

/** A sentence's full stop is not the link's, nor is a bracket the link did not open. */
function withoutTail(link: string): string {
  let kept = link.replace(/[.,;:!?…]+$/u, "");
  while (kept.endsWith(")") && kept.split(")").length > kept.split("(").length) kept = kept.slice(0, -1);
  return kept;
}
