import { useSyncExternalStore } from "react";

export type Route = { page: "home" } | { page: "room"; roomId: string } | { page: "not-found" };

const ROOM_PATH = /^\/room\/([a-z0-9-]{4,40})\/?$/;
const HOME: Route = { page: "home" };
const NOT_FOUND: Route = { page: "not-found" };

export function routeOf(path: string): Route {
  if (path === "/" || path === "/index.html") return HOME;
  const room = ROOM_PATH.exec(path);
  return room?.[1] ? { page: "room", roomId: room[1] } : NOT_FOUND;
}

export function roomPath(roomId: string): string {
  return `/room/${roomId}`;
}

const MOVED = "tutti:moved";
let navigated = false;

export function hasNavigated(): boolean {
  return navigated;
}

export function navigate(path: string): void {
  if (path === location.pathname) return;
  navigated = true;
  history.pushState(null, "", path);
  dispatchEvent(new Event(MOVED));
  scrollTo(0, 0);
}

function subscribe(listener: () => void): () => void {
  addEventListener("popstate", listener);
  addEventListener(MOVED, listener);
  return () => {
    removeEventListener("popstate", listener);
    removeEventListener(MOVED, listener);
  };
}

/** The path is the state: a string, so that nothing re-renders when it did not change. */
export function usePath(): string {
  return useSyncExternalStore(subscribe, () => location.pathname);
}
