import { describe, expect, it } from "vitest";
import { RefusedError } from "../../connection/requests";
import { refusedWords } from "../room/useOrder";
import { text } from "../text";
import { isKeyOf } from "./words";

describe("A code from outside", () => {
  it("has only the words that were written for it", () => {
    expect(isKeyOf(text.refused, "not-allowed")).toBe(true);
    expect(isKeyOf(text.refused, "constructor")).toBe(false);
    expect(refusedWords(new RefusedError("not-allowed", ""))).toBe(text.refused["not-allowed"]);
    expect(refusedWords(new RefusedError("constructor", ""))).toBe(text.refused.other);
  });
});
