import { describe, expect, it } from "vitest";
import { mediaTime, spokenTime } from "./time";

describe("a place in a film", () => {
  it.each([
    [0, "0:00"],
    [42.9, "0:42"],
    [723, "12:03"],
    [3723, "1:02:03"],
    [-3, "0:00"],
    [Number.NaN, "–:––"],
    [Number.POSITIVE_INFINITY, "–:––"],
  ])("%d s is written %s", (seconds, written) => {
    expect(mediaTime(seconds)).toBe(written);
  });

  it("is spoken in units", () => {
    expect(spokenTime(723)).toBe("12 minutes 3 seconds");
    expect(spokenTime(0)).toBe("0 seconds");
    expect(spokenTime(3600)).toBe("1 hour");
  });
});
