/** The value below or at which a share `p` of the values lies (nearest rank). */
export function percentile(values, p) {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))];
}

export function summary(values) {
  return {
    n: values.length,
    p50: percentile(values, 0.5),
    p95: percentile(values, 0.95),
    p99: percentile(values, 0.99),
    max: values.length === 0 ? Number.NaN : Math.max(...values),
  };
}

function shown(value) {
  if (typeof value !== "number") return String(value ?? "");
  if (Number.isNaN(value)) return "–";
  return Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 100 ? 1 : 0);
}

/** Prints rows of one shape with their keys as heads; numbers stand to the right. */
export function table(title, rows) {
  const heads = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => heads.map((head) => shown(row[head])));
  const widths = heads.map((head, column) => Math.max(head.length, ...cells.map((row) => row[column].length)));
  const line = (row, numeric) =>
    `  ${row.map((cell, column) => (numeric(column) ? cell.padStart(widths[column]) : cell.padEnd(widths[column]))).join("   ")}`.trimEnd();
  const isNumber = (column) => typeof rows[0]?.[heads[column]] === "number";
  console.log(`\n${title}\n`);
  console.log(line(heads, isNumber));
  for (const row of cells) console.log(line(row, isNumber));
  console.log("");
}

/** `met` or `MISSED` beside a figure, so that a table answers the question it was made for. */
export function verdict(value, max) {
  return value <= max ? "met" : "MISSED";
}
