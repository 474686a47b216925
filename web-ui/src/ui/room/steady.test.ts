import { describe, expect, it } from "vitest";
import { createSteady } from "./steady";

type Heard = "playing" | "away" | "tuning" | "stopped";

/** Shows what is seen at each instant; `isGap` as a guest's panel has it. */
function panel(first: Heard = "playing") {
  const steady = createSteady<Heard>(first, {
    isGap: (value, shown) => shown !== "stopped" && (value === "away" || value === "tuning"),
  });
  return (value: Heard, nowMs: number) => steady.look(value, nowMs).shown;
}

describe("What is shown of a sound that comes and goes", () => {
  it("says nothing of a gap that is over soon", () => {
    const look = panel();

    expect(look("away", 10_000)).toBe("playing");
    expect(look("away", 11_499)).toBe("playing");
    expect(look("playing", 11_500)).toBe("playing");
  });

  it("counts each gap by itself: two short ones are no long one", () => {
    const look = panel();

    look("away", 10_000);
    look("playing", 11_000);

    expect(look("away", 11_100)).toBe("playing");
    expect(look("away", 12_599)).toBe("playing");
    expect(look("away", 12_600)).toBe("away");
  });

  it("leaves a line that was shown long enough to be read", () => {
    const look = panel();
    look("away", 10_000);
    expect(look("away", 11_500)).toBe("away");

    expect(look("playing", 11_600)).toBe("away");
    expect(look("playing", 13_499)).toBe("away");
    expect(look("playing", 13_500)).toBe("playing");
  });

  it("goes from one gap straight to what is well, without the moments between", () => {
    const look = panel();
    look("away", 10_000);
    look("away", 11_500);

    expect(look("tuning", 14_000)).toBe("away");
    expect(look("playing", 14_400)).toBe("playing");
  });

  it("shows at once what it begins with, and what begins after an end", () => {
    expect(panel("away")("away", 10_000)).toBe("away");
    expect(panel("away")("playing", 10_001)).toBe("playing");
    expect(panel("stopped")("tuning", 10_000)).toBe("tuning");
  });

  it("tells when to look again", () => {
    const steady = createSteady<Heard>("playing", { isGap: (value) => value === "away" });

    expect(steady.look("away", 10_000).dueMs).toBe(11_500);
    expect(steady.look("away", 11_500).dueMs).toBeNull();
    expect(steady.look("playing", 11_600).dueMs).toBe(13_500);
  });
});
