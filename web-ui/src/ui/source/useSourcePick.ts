import { useEffect, useState } from "react";
import { judgeLink, type LinkVerdict } from "../format/link";
import type { NewSource } from "../http/rooms";
import { loadSamples, type Sample, type SourceKind } from "../http/samples";

export interface SourcePick {
  /** null until known: the place for them is kept, so that nothing jumps. */
  samples: readonly Sample[] | null;
  chosen: string;
  choose: (chosen: string) => void;
  link: string;
  setLink: (link: string) => void;
  verdict: LinkVerdict;
  source: NewSource | null;
}

export const PASTED = "pasted";

export function useSourcePick(kind: SourceKind): SourcePick {
  const [samples, setSamples] = useState<readonly Sample[] | null>(null);
  const [wanted, setWanted] = useState<string | null>(null);
  const [link, setLink] = useState("");

  useEffect(() => {
    let current = true;
    loadSamples().then((all) => {
      if (current) setSamples(all.filter((sample) => sample.kind === kind));
    });
    return () => {
      current = false;
    };
  }, [kind]);

  const chosen = wanted ?? samples?.[0]?.id ?? PASTED;
  const sample = samples?.find(({ id }) => id === chosen);
  const verdict = judgeLink(link, kind, location.protocol);
  return {
    samples,
    chosen,
    choose: setWanted,
    link,
    setLink,
    verdict,
    source: sample ? sourceOf(sample) : pastedSource(verdict, kind),
  };
}

function sourceOf({ kind, src, title, duration, loop }: Sample): NewSource {
  return { kind, src, title, ...(duration === null ? {} : { duration, loop }) };
}

function pastedSource(verdict: LinkVerdict, kind: SourceKind): NewSource | null {
  if (verdict.kind !== "good" && verdict.kind !== "odd") return null;
  return { kind, src: verdict.src, title: verdict.title };
}
