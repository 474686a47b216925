import { Settings } from "lucide-react";
import { useId } from "react";
import { times } from "../../format/numbers";
import { IconButton } from "../../kit/Button";
import { Popover } from "../../kit/Popover";
import { text } from "../../text";
import { usePlayer, useRoom, useSeat } from "../context";
import { useOrders } from "../useOrder";
import { chooseCaptions } from "./captions";
import styles from "./StageMenu.module.css";

const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2] as const;

/** Quality and captions are one's own; the speed is everyone's, so only who is in control finds it here. */
export function StageMenu() {
  const { player } = useSeat();
  const orders = useOrders();
  const canControl = useRoom((room) => room.canControl);
  const rate = useRoom((room) => (room.next ?? room.timeline)?.playbackRate ?? 1);
  const levels = usePlayer((state) => state.levels);
  const level = usePlayer((state) => state.level);
  const subtitles = usePlayer((state) => state.subtitles);
  const subtitle = usePlayer((state) => state.subtitle);
  const manyLanguages = subtitles.length > 1;
  if (levels.length === 0 && !manyLanguages && !canControl) return null;
  return (
    <Popover
      label={text.stage.more}
      side="above"
      trigger={(trigger) => (
        <IconButton label={text.stage.more} hint="above" {...trigger}>
          <Settings size={20} aria-hidden="true" />
        </IconButton>
      )}
    >
      {() => (
        <div className={styles.menu}>
          {manyLanguages && (
            <Options
              title={text.stage.captions}
              chosen={subtitle}
              options={[{ id: -1, label: text.stage.captionsOff }, ...subtitles]}
              onChoose={(id) => player && chooseCaptions(player, id)}
            />
          )}
          {levels.length > 0 && (
            <Options
              title={text.stage.quality}
              chosen={level}
              options={[{ id: -1, label: text.stage.qualityAuto }, ...levels]}
              onChoose={(id) => player?.selectLevel(id)}
            />
          )}
          {canControl && (
            <Options
              title={text.stage.speed}
              chosen={rate}
              options={RATES.map((id) => ({ id, label: times(id) }))}
              onChoose={(chosen) => void orders.rate(chosen)}
            />
          )}
        </div>
      )}
    </Popover>
  );
}

interface OptionsProps {
  title: string;
  options: readonly { id: number; label: string }[];
  chosen: number;
  onChoose: (id: number) => void;
}

function Options({ title, options, chosen, onChoose }: OptionsProps) {
  const name = useId();
  return (
    <fieldset className={styles.options} data-own-arrows="">
      <legend className={styles.legend}>{title}</legend>
      {options.map(({ id, label }) => (
        <label key={id} className={`${styles.option} tabular`}>
          <input
            type="radio"
            name={name}
            className={styles.radio}
            checked={id === chosen}
            onChange={() => onChoose(id)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
