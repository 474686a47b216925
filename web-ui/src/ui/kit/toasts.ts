import { useSyncExternalStore } from "react";

export interface Toast {
  id: number;
  message: string;
  tone: "done" | "note" | "trouble";
}

const SHOWN_MS = 4_000;
const TOASTS_MAX = 3;

let shown: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function show(next: readonly Toast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** For what passes: a word at the edge of the screen that goes by itself. */
export function toast(message: string, tone: Toast["tone"] = "done"): void {
  const added: Toast = { id: ++lastId, message, tone };
  show([...shown.filter((one) => one.message !== message), added].slice(-TOASTS_MAX));
  setTimeout(() => show(shown.filter((one) => one.id !== added.id)), SHOWN_MS);
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
