import { Volume1, Volume2, VolumeX } from "lucide-react";
import type { CSSProperties } from "react";
import { IconButton } from "../../kit/Button";
import { text } from "../../text";
import { usePlayer, useSeat } from "../context";
import { chooseVolume, toggleMute } from "./sound";
import styles from "./Volume.module.css";

export function Volume() {
  const { player } = useSeat();
  const volume = usePlayer((state) => state.volume);
  const muted = usePlayer((state) => state.muted);
  const silent = muted || volume === 0;
  const Icon = silent ? VolumeX : volume < 0.5 ? Volume1 : Volume2;
  const heard = silent ? 0 : volume;

  return (
    <span className={styles.volume}>
      <IconButton
        label={silent ? text.stage.unmute : text.stage.mute}
        hint="above"
        onClick={() => player && toggleMute(player)}
      >
        <Icon size={20} aria-hidden="true" />
      </IconButton>
      <input
        className={styles.slider}
        type="range"
        min={0}
        max={1}
        step={0.05}
        value={heard}
        data-own-arrows=""
        aria-label={text.stage.volume}
        aria-valuetext={`${Math.round(heard * 100)} %`}
        style={{ "--heard": `${heard * 100}%` } as CSSProperties}
        onChange={(event) => player && chooseVolume(player, event.target.valueAsNumber)}
      />
    </span>
  );
}
