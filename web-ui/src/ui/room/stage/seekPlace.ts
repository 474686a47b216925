interface Box {
  readonly left: number;
  readonly width: number;
}

/** The second under the pointer, in tenths. What is shown there before and where a click goes are both this. */
export function secondsAt(clientX: number, { left, width }: Box, durationS: number): number | null {
  if (!(width > 0 && durationS > 0)) return null;
  const share = Math.max(0, Math.min(1, (clientX - left) / width));
  return Math.min(durationS, Math.round(share * durationS * 10) / 10);
}
