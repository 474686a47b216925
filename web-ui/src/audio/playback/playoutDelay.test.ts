import { describe, expect, it } from "vitest";
import { createPlayoutDelay } from "./playoutDelay";

describe("the playout delay", () => {
  it("changes from some packet on", () => {
    const delay = createPlayoutDelay(400);

    delay.set(500, 1_000);

    expect([delay.at(999), delay.at(1_000), delay.now()]).toEqual([400, 500, 500]);
  });

  it("is the last that was said of the same packets", () => {
    const delay = createPlayoutDelay(400);

    delay.set(500, 1_000);
    delay.set(450);

    expect([delay.at(0), delay.at(2_000)]).toEqual([450, 450]);
  });
});
