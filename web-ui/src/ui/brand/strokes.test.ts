import { describe, expect, it } from "vitest";
import { strokesFor } from "./strokes";

describe("a room's strokes", () => {
  it("are the same for the same room and others for another", () => {
    expect(strokesFor("k3v9xq2m7p", 96, 54)).toEqual(strokesFor("k3v9xq2m7p", 96, 54));
    expect(strokesFor("k3v9xq2m7p", 96, 54)).not.toEqual(strokesFor("k3v9xq2m7q", 96, 54));
  });

  it("all end where the line begins", () => {
    const { strokes, line } = strokesFor("example", 96, 54);
    const meeting = /^M(\S+ \d+\.\d)H/.exec(line)?.[1];

    expect(strokes.length).toBeGreaterThanOrEqual(3);
    expect(strokes.every((stroke) => stroke.endsWith(` ${meeting}`))).toBe(true);
  });
});
