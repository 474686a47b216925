export interface StrokesShape {
  strokes: string[];
  line: string;
}

/** A small, even hash: the same id always draws the same strokes. */
export function seedOf(id: string): number {
  let hash = 2166136261;
  for (const char of id) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 16777619);
  hash = Math.imul(hash ^ (hash >>> 15), 2246822519);
  return (hash ^ (hash >>> 13)) >>> 0;
}

/** The mark, drawn by chance out of an id: strokes from the left that meet and go on as one. */
export function strokesFor(id: string, width: number, height: number): StrokesShape {
  let seed = seedOf(id) || 1;
  const next = () => {
    seed ^= seed << 13;
    seed ^= seed >>> 17;
    seed ^= seed << 5;
    return (seed >>> 0) / 2 ** 32;
  };
  const meetX = width * (0.42 + next() * 0.34);
  const meetY = height * (0.28 + next() * 0.44);
  const count = 3 + Math.floor(next() * 5);
  const strokes = Array.from({ length: count }, (_, index) => {
    const fromY = height * ((index + 0.2 + next() * 0.6) / count);
    const bend = width * (0.16 + next() * 0.2);
    const sway = height * (next() - 0.5) * 0.7;
    return `M${one(-2)} ${one(fromY)}C${one(bend)} ${one(fromY + sway)} ${one(meetX - bend)} ${one(meetY)} ${one(meetX)} ${one(meetY)}`;
  });
  return { strokes, line: `M${one(meetX)} ${one(meetY)}H${one(width + 2)}` };
}

function one(value: number): string {
  return value.toFixed(1);
}
