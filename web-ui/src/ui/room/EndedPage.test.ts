import { describe, expect, it } from "vitest";
import { endingOf } from "./EndedPage";

describe("The last page", () => {
  it("tells the host that they closed the room, and guests that the host did", () => {
    expect(endingOf("room-closed", true)).toBe("closed-by-you");
    expect(endingOf("room-closed", false)).toBe("room-closed");
  });

  it("says nothing of closing where the room was not closed", () => {
    expect(endingOf("replaced", true)).toBe("replaced");
    expect(endingOf("no such code", true)).toBe("other");
  });
});
