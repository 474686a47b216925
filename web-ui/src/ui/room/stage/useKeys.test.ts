import { describe, expect, it, vi } from "vitest";
import { type KeyActions, keyAct } from "./useKeys";

function press(key: string, within = "", modifiers = {}) {
  const focus = { closest: (selector: string) => (selector.split(", ").includes(within) ? ({} as Element) : null) };
  return keyAct({ key, ctrlKey: false, metaKey: false, altKey: false, ...modifiers }, focus);
}

function doneBy(key: string): Partial<Record<keyof KeyActions, unknown[][]>> {
  const actions = {
    toggle: vi.fn(),
    jump: vi.fn(),
    mute: vi.fn(),
    fullScreen: vi.fn(),
    captions: vi.fn(),
    help: vi.fn(),
  };
  press(key)?.(actions);
  return Object.fromEntries(
    Object.entries(actions).flatMap(([name, act]) => (act.mock.calls.length ? [[name, act.mock.calls]] : [])),
  );
}

describe("a key", () => {
  it.each([
    [" ", { toggle: [[]] }],
    ["K", { toggle: [[]] }],
    ["j", { jump: [[-10]] }],
    ["ArrowRight", { jump: [[5]] }],
    ["?", { help: [[]] }],
    ["x", {}],
  ])("%s does its work", (key, done) => {
    expect(doneBy(key)).toEqual(done);
  });

  it("is never stolen from who types or from a dialog", () => {
    expect(press("m", "textarea")).toBeNull();
    expect(press(" ", "dialog")).toBeNull();
    expect(press("f", "", { ctrlKey: true })).toBeNull();
  });

  it("belongs to what has the focus where that uses it", () => {
    expect(press(" ", "button")).toBeNull();
    expect(press("k", "button")).not.toBeNull();
    expect(press("ArrowLeft", "[role=tablist]")).toBeNull();
  });
});
