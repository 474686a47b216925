import { askJson } from "./problem";
import { isRecord, number, present, text } from "./shape";

export type SourceKind = "video" | "track";
/** What one opens a room for: to play something, or to be heard. */
export type RoomKind = SourceKind | "live";

/** Something built in, to be played at once. */
export interface Sample {
  id: string;
  kind: SourceKind;
  src: string;
  title: string;
  duration: number | null;
  loop: boolean;
  poster: string | null;
  thumbnails: string | null;
}

function sampleOf(value: unknown): Sample | null {
  if (!isRecord(value)) return null;
  const { id, kind, src, title } = value;
  if (kind !== "video" && kind !== "track") return null;
  if (typeof id !== "string" || typeof src !== "string" || typeof title !== "string") return null;
  return {
    id,
    kind,
    src,
    title,
    duration: number(value.duration),
    loop: value.loop === true,
    poster: text(value.poster),
    thumbnails: text(value.thumbnails),
  };
}

export function samplesOf(body: unknown): Sample[] {
  return isRecord(body) && Array.isArray(body.samples) ? body.samples.map(sampleOf).filter(present) : [];
}

let kept: Promise<Sample[]> | null = null;

/** Asked for once a visit; a failure is not kept. Without samples one still pastes a link. */
export function loadSamples(): Promise<Sample[]> {
  kept ??= askJson("/api/samples").then(samplesOf, () => {
    kept = null;
    return [];
  });
  return kept;
}
