import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createClicks } from "./clicks";

describe("a click on the picture", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  function area() {
    const once = vi.fn();
    const twice = vi.fn();
    return { once, twice, clicks: createClicks(once, twice) };
  }

  it("acts when no second one follows", () => {
    const { once, twice, clicks } = area();

    clicks.click();
    expect(once).not.toHaveBeenCalled();
    vi.advanceTimersByTime(300);

    expect(once).toHaveBeenCalledOnce();
    expect(twice).not.toHaveBeenCalled();
  });

  it("tells the room nothing when it is half of a double one", () => {
    const { once, twice, clicks } = area();

    clicks.click();
    vi.advanceTimersByTime(120);
    clicks.click();
    clicks.doubleClick();
    vi.advanceTimersByTime(1_000);

    expect(once).not.toHaveBeenCalled();
    expect(twice).toHaveBeenCalledOnce();
  });

  it("acts again the next time", () => {
    const { once, clicks } = area();

    clicks.click();
    vi.advanceTimersByTime(300);
    clicks.click();
    vi.advanceTimersByTime(300);

    expect(once).toHaveBeenCalledTimes(2);
  });

  it("is forgotten with the stage", () => {
    const { once, clicks } = area();

    clicks.click();
    clicks.forget();
    vi.advanceTimersByTime(1_000);

    expect(once).not.toHaveBeenCalled();
  });
});
