import { describe, expect, it } from "vitest";
import { initials, NAME_CHARS_MAX, ROOM_NAME_CHARS_MAX, suggestPerson, suggestRoom, tidyName } from "./names";

describe("a suggested name", () => {
  it("is two words, at both ends of chance", () => {
    expect(suggestPerson(() => 0)).toBe("Alto Badger");
    expect(suggestPerson(() => 0.999999)).toBe("Vivace Wren");
    expect(suggestPerson(() => 1)).toBe("Vivace Wren");
  });

  it("fits its field", () => {
    for (let n = 0; n < 1; n += 0.01) {
      expect(suggestPerson(() => n).length).toBeLessThanOrEqual(NAME_CHARS_MAX);
      expect(suggestRoom("track", () => n).length).toBeLessThanOrEqual(ROOM_NAME_CHARS_MAX);
    }
  });
});

describe("a name", () => {
  it("is tidied", () => {
    expect(tidyName("  Ann \n  B  ")).toBe("Ann B");
  });

  it.each([
    ["Ann", "A"],
    ["ann van der berg", "AB"],
    ["🎺 Trumpet", "🎺T"],
    ["  ", "?"],
  ])("%s is shortened to %s", (name, short) => {
    expect(initials(name)).toBe(short);
  });
});
