import { useSyncExternalStore } from "react";
import { keepText, keptText } from "./kept";

export type Theme = "dark" | "light";

const KEY = "tutti.theme";
const GROUNDS: Readonly<Record<Theme, string>> = { dark: "#12100f", light: "#f8f4ee" };
const systemLight = () => matchMedia("(prefers-color-scheme: light)");

function systemTheme(): Theme {
  return systemLight().matches ? "light" : "dark";
}

function apply(): void {
  const chosen = keptText(KEY);
  const theme = chosen === "light" || chosen === "dark" ? chosen : systemTheme();
  document.documentElement.dataset.theme = theme;
  document.querySelector('meta[name="theme-color"]')?.setAttribute("content", GROUNDS[theme]);
}

/** Before anything is drawn; afterwards the page goes along when the system changes. */
export function startTheme(): void {
  apply();
  systemLight().addEventListener("change", apply);
}

/** Whoever chooses what the system says anyway goes on following the system. */
export function chooseTheme(theme: Theme): void {
  keepText(KEY, theme === systemTheme() ? null : theme);
  apply();
}

function current(): Theme {
  return document.documentElement.dataset.theme === "light" ? "light" : "dark";
}

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  return () => observer.disconnect();
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, current);
}
