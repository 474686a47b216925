import type { TwitchExt } from "./helper";

/** What `try.html` says in Twitch's place. */
export type StubMessage =
  | { readonly stub: "context"; readonly theme: "light" | "dark" }
  | { readonly stub: "configuration"; readonly content: string }
  | { readonly stub: "visibility"; readonly isVisible: boolean };

/** Stands in for Twitch's helper, so that the panel can be tried without Twitch. It hears only its own site's page. */
export function installStub(): void {
  const contextListeners: Parameters<TwitchExt["onContext"]>[0][] = [];
  const configurationListeners: (() => void)[] = [];
  const visibilityListeners: ((isVisible: boolean) => void)[] = [];
  const configuration: TwitchExt["configuration"] = {
    onChanged: (listener) => configurationListeners.push(listener),
  };
  window.Twitch = {
    ext: {
      configuration,
      onContext: (listener) => contextListeners.push(listener),
      onVisibilityChanged: (listener) => visibilityListeners.push(listener),
    },
  };
  addEventListener("message", (event: MessageEvent<StubMessage>) => {
    if (event.origin !== location.origin || event.source !== parent) {
      return;
    }
    const message = event.data;
    switch (message.stub) {
      case "context":
        for (const listener of contextListeners) {
          listener({ theme: message.theme }, ["theme"]);
        }
        return;
      case "configuration":
        configuration.broadcaster = { content: message.content };
        for (const listener of configurationListeners) {
          listener();
        }
        return;
      case "visibility":
        for (const listener of visibilityListeners) {
          listener(message.isVisible);
        }
        return;
      default:
        message satisfies never;
    }
  });
  parent.postMessage({ stub: "ready" }, location.origin);
}
