import { Volume1, Volume2, VolumeX } from "lucide-react";
import { IconButton } from "../../kit/Button";
import { text } from "../../text";
import { Slider } from "./Slider";
import styles from "./SoundVolume.module.css";

interface SoundVolumeProps {
  volume: number;
  muted: boolean;
  onVolume: (volume: number) => void;
  onMute: (muted: boolean) => void;
}

export function SoundVolume({ volume, muted, onVolume, onMute }: SoundVolumeProps) {
  const isSilent = muted || volume === 0;
  const heard = isSilent ? 0 : volume;
  const Icon = isSilent ? VolumeX : volume < 0.5 ? Volume1 : Volume2;
  return (
    <span className={styles.volume}>
      <IconButton label={isSilent ? text.stage.unmute : text.stage.mute} hint="above" onClick={() => onMute(!isSilent)}>
        <Icon size={22} aria-hidden="true" />
      </IconButton>
      <Slider
        label={text.stage.volume}
        min={0}
        max={1}
        step={0.05}
        value={heard}
        said={`${Math.round(heard * 100)} %`}
        onChange={onVolume}
      />
    </span>
  );
}
