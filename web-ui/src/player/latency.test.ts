import { describe, expect, it } from "vitest";
import { createLatencyBook } from "./latency";

function memory(): Pick<Storage, "getItem" | "setItem"> & { readonly kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return { kept, getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

describe("A latency book", () => {
  it("comes near to what is measured again and again", () => {
    const book = createLatencyBook(null);

    for (let turn = 0; turn < 12; turn += 1) {
      book.learn("play", 140);
    }

    expect(book.of("play")).toBeCloseTo(140, 0);
  });

  it("believes a slow seek sooner than a quick one", () => {
    const slow = createLatencyBook(null);
    const quick = createLatencyBook(null);
    const first = slow.of("seek");

    slow.learn("seek", first + 30);
    quick.learn("seek", first - 30);

    expect(slow.of("seek") - first).toBeGreaterThan(first - quick.of("seek"));
  });

  it("doesn't take nonsense for a measurement", () => {
    const book = createLatencyBook(null);

    book.learn("play", -5_000);
    book.learn("load", 1e9);

    expect(book.of("play")).toBeGreaterThanOrEqual(0);
    expect(book.of("load")).toBeLessThanOrEqual(5_000);
  });

  it("starts with what this tab learned before", () => {
    const storage = memory();
    createLatencyBook(storage).learn("play", 200);

    expect(createLatencyBook(storage).of("play")).toBeGreaterThan(100);
  });

  it.each(["not json", "null", '{"play":"soon"}', '{"play":-3}', "[1,2]"])("starts afresh from %s", (kept) => {
    const storage = memory();
    storage.kept.set("tutti.latency", kept);

    expect(createLatencyBook(storage).all()).toEqual(createLatencyBook(null).all());
  });
});
