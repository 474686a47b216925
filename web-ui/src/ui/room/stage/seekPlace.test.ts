import { describe, expect, it } from "vitest";
import { secondsAt } from "./seekPlace";

const BAR = { left: 100, width: 500 };

describe("the second under the pointer", () => {
  it.each([
    [100, 0],
    [104, 1],
    [350, 60],
    [592.5, 118.2],
    [600, 120],
  ])("at %d px is %d s, to the very edges", (clientX, seconds) => {
    expect(secondsAt(clientX, BAR, 120)).toBe(seconds);
  });

  it("stays on the bar when the pointer does not", () => {
    expect(secondsAt(20, BAR, 120)).toBe(0);
    expect(secondsAt(900, BAR, 119.96)).toBe(119.96);
  });

  it("is nowhere without a length or a bar", () => {
    expect(secondsAt(300, BAR, 0)).toBeNull();
    expect(secondsAt(300, { left: 0, width: 0 }, 120)).toBeNull();
  });
});
