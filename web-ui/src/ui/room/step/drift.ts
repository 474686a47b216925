export interface DriftSample {
  readonly atMs: number;
  readonly driftMs: number;
}

export interface DriftDrawing {
  path: string;
  scaleMs: number;
  bandTop: number;
  bandHeight: number;
}

const SHOWN_MS = 60_000;
const IN_STEP_MS = 25;
const SCALES_MS = [50, 100, 200, 500, 1_000, 2_000, 5_000] as const;

/** The last minute of drift, newest at the right edge, on the smallest scale that holds it. */
export function drawDrift(samples: readonly DriftSample[], width: number, height: number): DriftDrawing | null {
  const newest = samples.at(-1)?.atMs;
  if (newest === undefined || samples.length < 2) return null;
  const shown = samples.filter(({ atMs }) => newest - atMs <= SHOWN_MS);
  const worst = Math.max(...shown.map(({ driftMs }) => Math.abs(driftMs)));
  const scaleMs = SCALES_MS.find((scale) => scale >= worst) ?? SCALES_MS[SCALES_MS.length - 1] ?? 5_000;
  const y = (driftMs: number) =>
    height / 2 - (Math.max(-scaleMs, Math.min(scaleMs, driftMs)) / scaleMs) * (height / 2 - 3);
  const points = shown.map(
    ({ atMs, driftMs }) => `${(width - ((newest - atMs) / SHOWN_MS) * width).toFixed(1)} ${y(driftMs).toFixed(1)}`,
  );
  return {
    path: `M${points.join("L")}`,
    scaleMs,
    bandTop: y(IN_STEP_MS),
    bandHeight: y(-IN_STEP_MS) - y(IN_STEP_MS),
  };
}
