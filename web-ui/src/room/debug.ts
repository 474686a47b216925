declare global {
  interface Window {
    /** What this page knows, for tests and bug reports: read-only copies, no token in them, and nothing to command. */
    __tutti?: Readonly<Record<string, () => unknown>>;
  }
}

/** Adds a named view to `window.__tutti`; answers how to take it away again. */
export function expose(name: string, read: () => unknown): () => void {
  if (typeof window === "undefined") {
    return () => undefined;
  }
  const view = () => structuredClone(read());
  window.__tutti = Object.freeze({ ...window.__tutti, [name]: view });
  return () => {
    const { [name]: gone, ...rest } = window.__tutti ?? {};
    if (gone === view) {
      window.__tutti = Object.freeze(rest);
    }
  };
}
