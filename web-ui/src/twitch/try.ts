import type { StubMessage } from "./stub";
import "../styles/tokens.css";
import "./try.css";

const SIZES: { readonly [name: string]: readonly [number, number] } = {
  panel: [318, 496],
  short: [318, 220],
  component: [240, 150],
  strip: [318, 96],
  phone: [375, 560],
};

function choice(name: string): string {
  return document.querySelector<HTMLInputElement>(`input[name="${name}"]:checked`)?.value ?? "";
}

function apply(frame: HTMLIFrameElement, server: HTMLInputElement): void {
  const [width, height] = SIZES[choice("size")] ?? [318, 496];
  frame.width = String(width);
  frame.height = String(height);
  const theme = choice("theme") === "light" ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  say(frame, { stub: "context", theme });
  say(frame, { stub: "configuration", content: server.value ? JSON.stringify({ statusUrl: server.value }) : "" });
}

function say(frame: HTMLIFrameElement, message: StubMessage): void {
  frame.contentWindow?.postMessage(message, location.origin);
}

const frame = document.querySelector("iframe");
const form = document.querySelector("form");
const server = document.querySelector<HTMLInputElement>("#server");
if (frame && form && server) {
  form.addEventListener("change", () => apply(frame, server));
  form.addEventListener("submit", (event) => event.preventDefault());
  // The panel tells when its stub listens; what was said before is said again.
  addEventListener("message", (event) => {
    if (event.origin === location.origin && event.source === frame.contentWindow) {
      apply(frame, server);
    }
  });
  apply(frame, server);
}
