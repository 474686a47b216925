// @vitest-environment happy-dom
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Heard } from "./GuestPanel";
import { useHostBack } from "./useHostBack";

function reading() {
  const root = createRoot(document.createElement("div"));
  let shown: Heard | null = null;
  function Guest({ heard }: { heard: Heard }) {
    shown = useHostBack(heard);
    return null;
  }
  return {
    read(heard: Heard) {
      act(() => root.render(<Guest heard={heard} />));
      return shown;
    },
    pass(ms: number) {
      act(() => void vi.advanceTimersByTime(ms));
      return shown;
    },
    leave: () => act(() => root.unmount()),
  };
}

describe("A guest whose host was away", () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("reads for some seconds that they are back, once they are heard", () => {
    const { read, pass, leave } = reading();

    expect(["playing", "host-away", "late"].map((heard) => read(heard as Heard))).toEqual([
      "playing",
      "host-away",
      "late",
    ]);
    expect(read("playing")).toBe("host-back");
    expect(pass(3_900)).toBe("host-back");
    expect(pass(200)).toBe("playing");
    expect(read("late")).toBe("late");
    expect(read("playing")).toBe("playing");
    leave();
  });

  it("reads it also where they are heard after the others, and that once it is read", () => {
    const { read, pass, leave } = reading();
    read("host-away");

    expect(read("relaxed")).toBe("host-back");
    expect(pass(4_100)).toBe("relaxed");
    leave();
  });

  it("does not read it of another broadcast", () => {
    const { read, leave } = reading();
    read("host-away");
    read("lost");

    expect(read("playing")).toBe("playing");
    leave();
  });
});
