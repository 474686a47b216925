const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const oneDigit = new Intl.NumberFormat(undefined, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const rate = new Intl.NumberFormat(undefined, { maximumFractionDigits: 2 });
const together = new Intl.ListFormat(undefined, { style: "long", type: "conjunction" });

export function count(value: number): string {
  return value < 10_000 ? whole.format(value) : compact.format(value);
}

export function millis(value: number): string {
  return `${whole.format(Math.abs(value) < 0.5 ? 0 : value)} ms`;
}

export function seconds(value: number): string {
  return `${oneDigit.format(value)} s`;
}

export function times(value: number): string {
  return `${rate.format(value)}×`;
}

/** "Ann, Ben and Cleo" */
export function listed(names: readonly string[]): string {
  return together.format(names);
}
