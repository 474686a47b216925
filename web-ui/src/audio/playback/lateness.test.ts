import { describe, expect, it } from "vitest";
import { createLateness } from "./lateness";

/** Of a page that has played for a while. */
function settled() {
  const lateness = createLateness();
  lateness.add(0, 100);
  return lateness;
}

describe("lateness", () => {
  it("is unknown before anything came", () => {
    expect(createLateness().percentileMs(0.95)).toBeNull();
  });

  it("does not count what comes while the page begins, as that is late by its own doing", () => {
    const lateness = createLateness();
    for (let i = 0; i < 33; i++) lateness.add(900, 3);
    expect(lateness.percentileMs(0.99)).toBeNull();

    for (let i = 0; i < 33; i++) lateness.add(100, 3);

    expect(lateness.percentileMs(0.99)).toBe(105);
  });

  it("is what 95 of 100 were not later than", () => {
    const lateness = settled();

    for (let i = 0; i < 300; i++) lateness.add(i % 10 === 0 ? 212 : 101, 2);

    expect(lateness.percentileMs(0.85)).toBe(105);
    expect(lateness.percentileMs(0.95)).toBe(215);
  });

  it("is forgotten in a minute or two", () => {
    const lateness = settled();
    for (let i = 0; i < 500; i++) lateness.add(400, 2);

    for (let i = 0; i < 25 * 75; i++) lateness.add(100, 2);

    expect(lateness.percentileMs(0.95)).toBe(105);
  });

  it("takes the worst as bad as it can say", () => {
    const lateness = settled();

    lateness.add(1e9, 1);

    expect(lateness.percentileMs(0.5)).toBe(6_000);
  });
});
