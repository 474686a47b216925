import { isWebAddress } from "./status";

/** The part of Twitch's helper that the panel uses. */
export interface TwitchExt {
  onContext(listener: (context: { theme?: string }, changed: readonly string[]) => void): void;
  onVisibilityChanged?(listener: (isVisible: boolean) => void): void;
  configuration: {
    broadcaster?: { content?: string };
    onChanged(listener: () => void): void;
  };
}

declare global {
  interface Window {
    Twitch?: { ext?: TwitchExt };
  }
}

const HELPER = 'script[src^="https://extension-files.twitch.tv/"]';

/**
 * Twitch's helper, once it is there. The panel does not wait for it: outside Twitch it may never come, and music needs
 * none of it.
 */
export function whenHelped(use: (ext: TwitchExt) => void): void {
  const present = window.Twitch?.ext;
  if (present) {
    use(present);
    return;
  }
  document.querySelector(HELPER)?.addEventListener("load", () => {
    const late = window.Twitch?.ext;
    if (late) {
      use(late);
    }
  });
}

/** The streamer's configuration is JSON: `{"statusUrl": "https://…/status"}`. */
export function configuredStatusUrl(content: string | undefined): string | null {
  try {
    const value: unknown = JSON.parse(content ?? "");
    const url = typeof value === "object" && value !== null ? (value as { statusUrl?: unknown }).statusUrl : null;
    return typeof url === "string" && isWebAddress(url) ? url : null;
  } catch {
    return null;
  }
}
