import type { RawSocket } from "./wire";

/** The page's own WebSocket; an error is always followed by a close, so only that is listened to. */
export function openBrowserSocket(url: string): RawSocket {
  const socket = new WebSocket(url);
  socket.binaryType = "arraybuffer";
  const raw: RawSocket = {
    onopen: null,
    onmessage: null,
    onclose: null,
    send: (data) => {
      if (socket.readyState === WebSocket.OPEN) {
        socket.send(data);
      }
    },
    bufferedAmount: () => socket.bufferedAmount,
    close: () => socket.close(),
  };
  socket.onopen = () => raw.onopen?.();
  socket.onmessage = (event) => raw.onmessage?.({ data: event.data });
  socket.onclose = () => raw.onclose?.();
  return raw;
}

export function socketUrl(): string {
  return `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}/ws`;
}

/** Calls when the network is back or somebody looks at the page again; answers how to stop that. */
export function onWake(wake: () => void): () => void {
  if (typeof window === "undefined") {
    return () => undefined;
  }
  const whenVisible = () => {
    if (document.visibilityState === "visible") {
      wake();
    }
  };
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", whenVisible);
  document.addEventListener("visibilitychange", whenVisible);
  return () => {
    window.removeEventListener("online", wake);
    window.removeEventListener("pageshow", whenVisible);
    document.removeEventListener("visibilitychange", whenVisible);
  };
}
