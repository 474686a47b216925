import { describe, expect, it } from "vitest";
import { isBuffering } from "./buffering";

describe("somebody on the list", () => {
  it("buffers until they are ready", () => {
    expect(isBuffering(false, false, null)).toBe(true);
    expect(isBuffering(true, false, null)).toBe(false);
  });

  it("does not buffer when it is oneself and one's own player gave up", () => {
    expect(isBuffering(false, true, "network")).toBe(false);
    expect(isBuffering(false, false, "network")).toBe(true);
  });

  it("does not buffer what can be played by nobody", () => {
    expect(isBuffering(false, false, "not-found")).toBe(false);
    expect(isBuffering(false, false, "format")).toBe(false);
  });
});
