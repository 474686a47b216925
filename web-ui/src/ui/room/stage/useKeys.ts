import { useEffect, useRef } from "react";

export interface KeyActions {
  toggle: () => void;
  jump: (seconds: number) => void;
  mute: () => void;
  fullScreen: () => void;
  captions: () => void;
  help: () => void;
}

export type KeyAct = (actions: KeyActions) => void;

const ACTS: Readonly<Record<string, KeyAct>> = {
  " ": ({ toggle }) => toggle(),
  k: ({ toggle }) => toggle(),
  j: ({ jump }) => jump(-10),
  l: ({ jump }) => jump(10),
  ArrowLeft: ({ jump }) => jump(-5),
  ArrowRight: ({ jump }) => jump(5),
  m: ({ mute }) => mute(),
  f: ({ fullScreen }) => fullScreen(),
  c: ({ captions }) => captions(),
  "?": ({ help }) => help(),
};

const TYPED_INTO = "input:not([type=range]), textarea, select, [contenteditable]";
/** Space presses what has the focus, arrows move within it. */
const OWN_SPACE = `button, a, summary, [role=tab], [popover]`;
const OWN_ARROWS = `[role=tablist], [data-own-arrows], [role=log]`;

interface Pressed {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}

/** Which key means what, and to whom it belongs when something has the focus. */
export function keyAct(
  { key, ctrlKey, metaKey, altKey }: Pressed,
  focus: Pick<Element, "closest"> | null,
): KeyAct | null {
  if (ctrlKey || metaKey || altKey || focus?.closest(`${TYPED_INTO}, dialog`)) return null;
  if (key === " " && focus?.closest(OWN_SPACE)) return null;
  if (key.startsWith("Arrow") && focus?.closest(OWN_ARROWS)) return null;
  return ACTS[key.length === 1 ? key.toLowerCase() : key] ?? null;
}

export function useKeys(actions: KeyActions): void {
  const newest = useRef(actions);
  newest.current = actions;

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
      const act = keyAct(event, event.target instanceof Element ? event.target : null);
      if (!act || (event.repeat && !event.key.startsWith("Arrow"))) return;
      event.preventDefault();
      act(newest.current);
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);
}
