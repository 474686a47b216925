interface Wave {
  fromY: number;
  /** Sways a minute; none shares another's measure, so the picture never repeats within a track. */
  pace: number;
  sway: number;
}

export const WAVES: readonly Wave[] = [
  { fromY: 30, pace: 7, sway: 90 },
  { fromY: 170, pace: 11, sway: 80 },
  { fromY: 300, pace: 9, sway: 70 },
  { fromY: 430, pace: 13, sway: 60 },
  { fromY: 560, pace: 10, sway: 70 },
  { fromY: 700, pace: 12, sway: 80 },
  { fromY: 850, pace: 8, sway: 90 },
];

const MEET_X = 980;
const MEET_Y = 430;

/** The strokes as they stand at a moment of the track: swaying where they begin, still where they meet. */
export function trackStrokes(seconds: number): string[] {
  return WAVES.map(({ fromY, pace, sway }, index) => {
    const turn = (seconds / 60) * pace * 2 * Math.PI + index * 1.7;
    const start = fromY + Math.sin(turn) * sway * 0.6;
    const first = fromY + Math.sin(turn - 0.9) * sway * 1.6;
    const second = fromY + (MEET_Y - fromY) * 0.55 + Math.sin(turn - 1.8) * sway;
    const points = [
      `-20 ${one(start)}`,
      `220 ${one(first)} 380 ${one(second)} 560 ${one(second + (MEET_Y - second) * 0.45)}`,
    ];
    return `M${points[0]}C${points[1]}S800 ${MEET_Y} ${MEET_X} ${MEET_Y}`;
  });
}

function one(value: number): string {
  return value.toFixed(1);
}
