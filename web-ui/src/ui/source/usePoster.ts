import { useEffect, useState } from "react";
import { loadSamples } from "../http/samples";

/** The picture that stands for a built-in sample; other sources have none that is known. */
export function usePoster(src: string | null): string | null {
  const [found, setFound] = useState<{ src: string; poster: string | null } | null>(null);

  useEffect(() => {
    let current = true;
    if (src === null) return;
    void loadSamples().then((samples) => {
      if (current) setFound({ src, poster: samples.find((sample) => sample.src === src)?.poster ?? null });
    });
    return () => {
      current = false;
    };
  }, [src]);

  return found !== null && found.src === src ? found.poster : null;
}
