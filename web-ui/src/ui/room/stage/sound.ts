import type { Player } from "../../../player/state";
import { keepMuted, keepVolume, keptMuted, keptVolume } from "../../kept";

type Sounding = Pick<Player, "state" | "setVolume" | "setMuted">;

/** What one is unmuted to who had turned it down to nothing. */
const HEARD_AGAIN = 0.5;

export function toggleMute(player: Sounding): void {
  const { volume, muted } = player.state();
  const silent = muted || volume === 0;
  if (volume === 0) player.setVolume(HEARD_AGAIN);
  player.setMuted(!silent);
  keepMuted(!silent);
}

export function chooseVolume(player: Sounding, volume: number): void {
  player.setVolume(volume);
  player.setMuted(volume === 0);
  keepVolume(volume);
  keepMuted(volume === 0);
}

/** As loud, or as silent, as it was left. */
export function restoreSound(player: Sounding): void {
  const volume = keptVolume();
  if (volume !== null) player.setVolume(volume);
  if (keptMuted()) player.setMuted(true);
}
