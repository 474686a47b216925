import { afterEach, describe, expect, it, vi } from "vitest";
import { createDeviceOffsets, outputDevice } from "./deviceOffset";

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

describe("the name of the device that sound goes to", () => {
  afterEach(() => vi.unstubAllGlobals());

  const output = (deviceId: string, groupId: string, label: string) => ({
    kind: "audiooutput",
    deviceId,
    groupId,
    label,
  });
  /** A browser makes the groups' ids anew each time. */
  const named = (outputs: readonly object[], sinkId = "") => {
    vi.stubGlobal("navigator", { mediaDevices: { enumerateDevices: async () => outputs } });
    return outputDevice({ sinkId } as unknown as AudioContext);
  };
  const session = (group: string) => [
    output("default", `${group}-a`, "Default - Headphones"),
    output("communications", `${group}-a`, "Communications - Headphones"),
    output("5b", `${group}-b`, "Speakers"),
    output("3f", `${group}-a`, "Headphones"),
  ];

  it("is the same in the next session", async () => {
    expect([await named(session("today")), await named(session("tomorrow"))]).toEqual(["3f", "3f"]);
  });

  it("is the device's that was chosen, where one was", async () => {
    expect(await named(session("today"), "5b")).toBe("5b");
  });

  it("is what it is called where the default stands alone", async () => {
    expect(await named([output("default", "a", "Default - Headphones")])).toBe("Default - Headphones");
  });

  it.each([[[]], [[output("", "", "")]], [[output("default", "", "")]]])(
    "is one for all where nothing is told",
    async (o) => {
      expect(await named(o)).toBe("default");
    },
  );
});
