import type { CSSProperties } from "react";
import styles from "./Slider.module.css";

interface SliderProps {
  label: string;
  min: number;
  max: number;
  step: number;
  value: number;
  /** As it is read out. */
  said: string;
  onChange: (value: number) => void;
}

/** Filled from zero, wherever that is: a volume from the left, an offset from the middle. */
export function Slider({ label, min, max, step, value, said, onChange }: SliderProps) {
  const place = (at: number) => ((at - min) / (max - min)) * 100;
  const zero = place(Math.max(min, 0));
  const from = Math.min(zero, place(value));
  const to = Math.max(zero, place(value));
  return (
    <input
      className={styles.slider}
      type="range"
      min={min}
      max={max}
      step={step}
      value={value}
      data-own-arrows=""
      aria-label={label}
      aria-valuetext={said}
      style={{ "--from": `${from}%`, "--to": `${to}%` } as CSSProperties}
      onChange={(event) => onChange(event.target.valueAsNumber)}
    />
  );
}
