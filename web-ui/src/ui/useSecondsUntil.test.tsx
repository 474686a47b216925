// @vitest-environment happy-dom
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useSecondsUntil } from "./useSecondsUntil";

const START_MS = 1_795_000_000_000;

/** A clock that is not this machine's, as the server's is not. */
const aheadMs = () => Date.now() + 60_000;

function Countdown({ untilMs, nowMs }: { untilMs: number | null; nowMs: () => number }) {
  return String(useSecondsUntil(untilMs, nowMs));
}

function shown(untilMs: number | null, nowMs: () => number) {
  const place = document.createElement("div");
  const root = createRoot(place);
  const show = (until: number | null) => act(() => root.render(<Countdown untilMs={until} nowMs={nowMs} />));
  show(untilMs);
  return {
    show,
    words: () => place.textContent,
    passes: (ms: number) => act(() => vi.advanceTimersByTime(ms)),
    leave: () => act(() => root.unmount()),
  };
}

describe("A count-down", () => {
  beforeEach(() => {
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
    vi.useFakeTimers({ now: START_MS });
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("goes to nothing and stays there, and looks no more", () => {
    const { words, passes, leave } = shown(START_MS + 2_500, Date.now);

    expect(words()).toBe("3");
    passes(1_000);
    expect(words()).toBe("2");
    passes(5_000);
    expect(words()).toBe("0");
    expect(vi.getTimerCount()).toBe(0);
    leave();
  });

  it("is by the clock that it is given", () => {
    const { words, leave } = shown(START_MS + 65_000, aheadMs);

    expect(words()).toBe("5");
    leave();
  });

  it("begins again where the instant is another", () => {
    const { words, passes, show, leave } = shown(START_MS + 1_000, Date.now);
    passes(2_000);
    expect(words()).toBe("0");

    show(START_MS + 12_000);

    expect(words()).toBe("10");
    passes(1_000);
    expect(words()).toBe("9");
    leave();
  });

  it("is of nothing where there is no instant", () => {
    const { words, leave } = shown(null, Date.now);

    expect(words()).toBe("null");
    expect(vi.getTimerCount()).toBe(0);
    leave();
  });
});
