import { describe, expect, it } from "vitest";
import type { KeptStorage } from "../../../audio/capture/kept";
import { createKeptShare } from "./keptShare";

const TALK = { choice: { source: "microphone", preset: "talk" }, muted: true } as const;

function storage(): KeptStorage & { kept: Map<string, string> } {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

describe("What a tab shares", () => {
  it("is told to the same tab again, for this room alone", () => {
    const tab = storage();
    createKeptShare("room-a", tab).keep(TALK);

    expect(createKeptShare("room-a", tab).read()).toEqual(TALK);
    expect(createKeptShare("room-b", tab).read()).toBeNull();

    createKeptShare("room-a", tab).forget();
    expect(tab.kept.size).toBe(0);
  });

  it("is nothing where another release, or somebody, left something else", () => {
    const tab = storage();
    for (const left of ["{", "7", '{"choice":{"source":"radio","preset":"talk"}}', '{"choice":{"source":"tab"}}']) {
      tab.kept.set("tutti.share.room-a", left);
      expect(createKeptShare("room-a", tab).read()).toBeNull();
    }
  });

  it("is nothing where the browser keeps nothing", () => {
    const locked: KeptStorage = {
      getItem: () => {
        throw new Error("forbidden");
      },
      setItem: () => {
        throw new Error("full");
      },
      removeItem: () => undefined,
    };
    const share = createKeptShare("room-a", locked);

    share.keep(TALK);

    expect(share.read()).toBeNull();
    expect(createKeptShare("room-a", null).read()).toBeNull();
  });
});
