// @vitest-environment happy-dom
import { afterEach, describe, expect, it, vi } from "vitest";
import { browserSeat } from "./seat";

describe("A seat that this browser keeps", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    localStorage.clear();
  });

  it("is found again by whoever asks, until it is given up", () => {
    browserSeat("room000001").keep("token-1", "ann");

    expect(browserSeat("room000001").token()).toBe("token-1");
    expect(browserSeat("room000002").token()).toBeNull();
    browserSeat("room000001").forget();
    expect(browserSeat("room000001").token()).toBeNull();
  });

  it("is none where something else is kept in its place", () => {
    for (const kept of ["", "{", "null", "[]", '{"token":7}']) {
      localStorage.setItem("tutti.room.room000001", kept);
      expect(browserSeat("room000001").token()).toBeNull();
    }
  });
});
