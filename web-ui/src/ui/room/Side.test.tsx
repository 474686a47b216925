// @vitest-environment happy-dom
import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { text } from "../text";
import { sitDown } from "./fakeSeat";
import { Side } from "./Side";

/** The side of a room, in a window whose width is in the test's hand. */
function stage() {
  const window_ = { wide: false, turned: new Set<() => void>() };
  vi.stubGlobal("matchMedia", () => ({
    matches: window_.wide,
    addEventListener: (_: string, turned: () => void) => window_.turned.add(turned),
    removeEventListener: (_: string, turned: () => void) => window_.turned.delete(turned),
  }));
  const { wire, place, leave } = sitDown(<Side />);
  const find = <E extends Element>(selector: string): E => {
    const found = place.querySelector<E>(selector);
    if (found === null) throw new Error(`no ${selector}`);
    return found;
  };
  const composer = () => find<HTMLTextAreaElement>("textarea");
  return {
    wire,
    place,
    composer,
    write(words: string) {
      act(() => {
        const { set } = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value") ?? {};
        set?.call(composer(), words);
        composer().dispatchEvent(new Event("input", { bubbles: true }));
      });
    },
    send: () => act(() => find<HTMLButtonElement>("button[type=submit]").click()),
    choose: (tab: string) => act(() => find<HTMLButtonElement>(`[data-tab=${tab}]`).click()),
    turn(wide: boolean) {
      window_.wide = wide;
      act(() => {
        for (const turned of [...window_.turned]) turned();
      });
    },
    refuse: () =>
      act(async () => wire.say({ type: "error", code: "not-allowed", message: "", re: wire.last("chat")?.id })),
    leave,
  };
}

describe("People and chat", () => {
  beforeEach(() => void vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true));
  afterEach(() => vi.unstubAllGlobals());

  it("keep what is being written while one looks at the people, or turns the phone", () => {
    const { write, composer, choose, turn, place, leave } = stage();

    write("half a though");
    choose("people");
    expect(place.querySelector("textarea")).toBeNull();
    choose("chat");
    expect(composer().value).toBe("half a though");
    turn(true);

    expect(composer().value).toBe("half a though");
    leave();
  });

  it("keep what did not get through, even if that is heard in another tab", async () => {
    const { write, send, choose, refuse, turn, place, composer, leave } = stage();

    write("will be refused");
    send();
    choose("people");
    await refuse();
    expect(place.querySelector("[data-tab=chat]")?.textContent).toContain(text.chat.unread);
    choose("chat");
    expect(place.textContent).toContain(text.refused["not-allowed"]);
    expect(composer().value).toBe("");
    turn(true);

    expect(place.textContent).toContain("will be refused");
    leave();
  });
});
