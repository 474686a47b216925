import type { Page } from "@playwright/test";

interface WithKeys {
  readonly headsetKeys: Map<string, (() => void) | null>;
}

/** The keys of a headset, for the test to press: nothing but the browser itself could otherwise. */
export interface Headset {
  press(key: MediaSessionAction): Promise<void>;
  /** Whether pressing it does anything. */
  has(key: MediaSessionAction): Promise<boolean>;
}

/** Before the page is opened. */
export async function headsetOf(page: Page): Promise<Headset> {
  await page.addInitScript(() => {
    const headsetKeys = new Map<string, unknown>();
    const take = MediaSession.prototype.setActionHandler;
    MediaSession.prototype.setActionHandler = function (this: MediaSession, action, handler) {
      headsetKeys.set(action, handler);
      take.call(this, action, handler);
    };
    Object.assign(window, { headsetKeys });
  });
  return {
    press: (key) => page.evaluate((name) => (window as unknown as WithKeys).headsetKeys.get(name)?.(), key),
    has: (key) => page.evaluate((name) => Boolean((window as unknown as WithKeys).headsetKeys.get(name)), key),
  };
}
