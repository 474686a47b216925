import { describe, expect, it } from "vitest";
import { createDeviceOffsets } from "./deviceOffset";

function storage(text: string | null = null) {
  const kept = new Map<string, string>(text === null ? [] : [["tutti.sound.offset", text]]);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}

describe("the offsets of devices", () => {
  it("are kept for each device by itself", () => {
    const kept = storage();
    createDeviceOffsets(kept).keep("headphones", 180);

    const later = createDeviceOffsets(kept);

    expect([later.of("headphones"), later.of("speakers")]).toEqual([180, 0]);
  });

  it("are never more than half a second", () => {
    const offsets = createDeviceOffsets(storage());

    offsets.keep("headphones", -900);

    expect(offsets.of("headphones")).toBe(-500);
  });

  it.each(["{", "null", '{"headphones":"far"}', "[1]"])("are none where %s was kept", (text) => {
    expect(createDeviceOffsets(storage(text)).of("headphones")).toBe(0);
  });

  it("work where nothing may be kept", () => {
    const offsets = createDeviceOffsets({
      getItem: () => {
        throw new Error("forbidden");
      },
      setItem: () => {
        throw new Error("forbidden");
      },
    });

    offsets.keep("headphones", 20);

    expect(offsets.of("headphones")).toBe(20);
  });
});
