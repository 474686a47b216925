import { lazily } from "./lazily";

const whole = lazily(() => new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 }));
const compact = lazily(() => new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 }));
const oneDigit = lazily(() => new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 }));
const rate = lazily(() => new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 }));
const together = lazily(() => new Intl.ListFormat(undefined, { style: "long", type: "conjunction" }));

export function count(value: number): string {
  // Nothing to group: and the first formatter of a page costs a slow phone a quarter of a second.
  if (Number.isInteger(value) && Math.abs(value) < 1_000) return String(value);
  return value < 10_000 ? whole().format(value) : compact().format(value);
}

export function millis(value: number): string {
  return `${whole().format(Math.abs(value) < 0.5 ? 0 : value)} ms`;
}

export function seconds(value: number): string {
  return `${oneDigit().format(value)} s`;
}

/** With a true minus sign where it is below zero. */
export function decimal(value: number): string {
  return whole().format(Math.round(value)).replace("-", "−");
}

export function times(value: number): string {
  return `${rate().format(value)}×`;
}

/** "Ann, Ben and Cleo" */
export function listed(names: readonly string[]): string {
  return together().format(names);
}
