/** Where the mark's strokes have met, on a stage of 1600 × 900: from there the sound goes on, the newest first. */
const MEET_X = 620;
const MEET_Y = 430;
const END_X = 1_640;
const HEIGHT = 230;
/** What has just come begins as a line, as the strokes ended in one. */
const OPENING = 10;

export const STROKES: readonly string[] = [20, 130, 240, 340, 520, 620, 730, 840].map(
  (fromY) => `M-20 ${fromY}C240 ${fromY} 380 ${MEET_Y} ${MEET_X} ${MEET_Y}`,
);

/** The last moments of a sound, each 0 to 1 and the newest first, as a shape around one line. */
export function waveOf(levels: readonly number[]): string {
  const step = (END_X - MEET_X) / Math.max(1, levels.length - 1);
  const points = levels.map((level, index) => ({
    x: (MEET_X + index * step).toFixed(0),
    high: level * level * HEIGHT * Math.min(1, index / OPENING),
  }));
  const above = points.map(({ x, high }) => `${x} ${(MEET_Y - high).toFixed(1)}`);
  const below = points.map(({ x, high }) => `${x} ${(MEET_Y + high).toFixed(1)}`).reverse();
  return `M${above.join("L")}L${below.join("L")}Z`;
}
