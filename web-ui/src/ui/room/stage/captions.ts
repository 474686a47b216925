import { useEffect } from "react";
import type { Choice, Player, PlayerState } from "../../../player/state";
import { keepCaptions, keptCaptions } from "../../kept";
import { usePlayer, useSeat } from "../context";

const OFF = -1;

type Captioned = Pick<Player, "selectSubtitles"> & { state(): Pick<PlayerState, "subtitle" | "subtitles"> };

export function chooseCaptions(player: Captioned, id: number): void {
  player.selectSubtitles(id);
  keepCaptions(player.state().subtitles.find((choice) => choice.id === id)?.label ?? null);
}

/** One press for on and off; which of several languages is chosen in the stage's menu. */
export function toggleCaptions(player: Captioned): void {
  const { subtitle, subtitles } = player.state();
  const first = subtitles[0];
  if (first) chooseCaptions(player, subtitle === OFF ? first.id : OFF);
}

/** Whoever had captions on has them on again; in another film, whose languages may be others, in its first. */
export function captionsFor(subtitles: readonly Choice[], kept: string | null): number {
  if (kept === null) return OFF;
  return (subtitles.find(({ label }) => label === kept) ?? subtitles[0])?.id ?? OFF;
}

/** Each time a film tells which captions it has. */
export function useKeptCaptions(): void {
  const { player } = useSeat();
  const subtitles = usePlayer((state) => state.subtitles);

  useEffect(() => {
    const id = captionsFor(subtitles, keptCaptions());
    if (id !== OFF) player?.selectSubtitles(id);
  }, [player, subtitles]);
}
