import { lazily } from "./lazily";

const timeOfDay = lazily(() => new Intl.DateTimeFormat(undefined, { timeStyle: "short" }));
const fullDate = lazily(() => new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" }));

/** A place in a film: 0:42, 12:03, 1:02:03. */
export function mediaTime(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–:––";
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** The same for a screen reader, which would read 12:03 as a time of day. */
export function spokenTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const parts: [number, Intl.NumberFormat][] = [
    [Math.floor(whole / 3600), spokenUnit("hour")],
    [Math.floor((whole % 3600) / 60), spokenUnit("minute")],
    [whole % 60, spokenUnit("second")],
  ];
  const said = parts.filter(([value]) => value > 0).map(([value, unit]) => unit.format(value));
  return said.length > 0 ? said.join(" ") : spokenUnit("second").format(0);
}

function spokenUnit(unit: "hour" | "minute" | "second"): Intl.NumberFormat {
  return new Intl.NumberFormat(undefined, { style: "unit", unit, unitDisplay: "long" });
}

export function clockTime(epochMs: number): string {
  return timeOfDay().format(epochMs);
}

export function dateAndTime(epochMs: number): string {
  return fullDate().format(epochMs);
}
