import { describe, expect, it } from "vitest";
import { drawDrift } from "./drift";

describe("the drawing of drift", () => {
  it("needs two samples", () => {
    expect(drawDrift([], 300, 84)).toBeNull();
    expect(drawDrift([{ atMs: 0, driftMs: 3 }], 300, 84)).toBeNull();
  });

  it("ends at the right edge, on a scale that holds the worst", () => {
    const drawing = drawDrift(
      [
        { atMs: 0, driftMs: 120 },
        { atMs: 30_000, driftMs: 0 },
      ],
      300,
      84,
    );
    expect(drawing).toMatchObject({ path: "M150.0 18.6L300.0 42.0", scaleMs: 200 });
  });

  it("leaves out what is older than a minute and cuts what is off the scale", () => {
    const drawing = drawDrift(
      [
        { atMs: 0, driftMs: 9_000 },
        { atMs: 70_000, driftMs: -9_000 },
        { atMs: 71_000, driftMs: 0 },
      ],
      300,
      84,
    );
    expect(drawing).toMatchObject({ path: "M295.0 81.0L300.0 42.0", scaleMs: 5_000 });
  });
});
