import { useEffect, useState } from "react";
import { loadSamples } from "../../http/samples";

export interface Thumbnail {
  fromS: number;
  toS: number;
  image: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const CUE =
  /((?:\d+:)?\d{2}:\d{2}\.\d{3})\s+-->\s+((?:\d+:)?\d{2}:\d{2}\.\d{3})[^\n]*\n([^\n#]+)#xywh=(\d+),(\d+),(\d+),(\d+)/g;

/** A WebVTT file of small pictures: each cue names a sprite sheet and where on it the picture is. */
export function parseThumbnails(vtt: string, base: string): Thumbnail[] {
  return [...vtt.replaceAll("\r\n", "\n").matchAll(CUE)].map(([, from, to, image, x, y, width, height]) => ({
    fromS: cueSeconds(from ?? ""),
    toS: cueSeconds(to ?? ""),
    image: new URL(image ?? "", base).href,
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: Number(height),
  }));
}

function cueSeconds(stamp: string): number {
  return stamp.split(":").reduce((total, part) => total * 60 + Number(part), 0);
}

export function thumbnailAt(thumbnails: readonly Thumbnail[], seconds: number): Thumbnail | null {
  return thumbnails.find(({ fromS, toS }) => seconds >= fromS && seconds < toS) ?? thumbnails.at(-1) ?? null;
}

const NONE: readonly Thumbnail[] = [];

/** Known for the built-in samples; other sources are hovered without pictures. */
export function useThumbnails(src: string | null): readonly Thumbnail[] {
  const [thumbnails, setThumbnails] = useState(NONE);

  useEffect(() => {
    let current = true;
    setThumbnails(NONE);
    if (src === null) return;
    loadThumbnails(src).then(
      (found) => current && setThumbnails(found),
      () => {},
    );
    return () => {
      current = false;
    };
  }, [src]);

  return thumbnails;
}

async function loadThumbnails(src: string): Promise<readonly Thumbnail[]> {
  const path = (await loadSamples()).find((sample) => sample.src === src)?.thumbnails;
  if (!path) return NONE;
  const response = await fetch(path);
  return response.ok ? parseThumbnails(await response.text(), response.url) : NONE;
}
