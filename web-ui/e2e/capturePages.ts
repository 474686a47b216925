import { fileURLToPath } from "node:url";
import { test as base, type Page } from "@playwright/test";
import react from "@vitejs/plugin-react";
import { build, type InlineConfig, preview } from "vite";
import type { Host } from "./pages/capture";

declare const host: Host;

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const PAGES = ["capture", "panels"].map((name) => fileURLToPath(new URL(`pages/${name}.html`, import.meta.url)));

/** As the gateway says it: what it forbids must not be needed. */
const POLICY = "default-src 'self'; script-src 'self'; worker-src 'self' blob:; style-src 'self' 'unsafe-inline'";

/** Pages that hold one part of the product each, built as the product is, with no server behind. */
export const test = base.extend<object, { pages: string }>({
  pages: [
    async ({ browserName: _ }, use, { parallelIndex }) => {
      const built = {
        configFile: false as const,
        logLevel: "warn" as const,
        root: ROOT,
        plugins: [react()],
      } satisfies InlineConfig;
      const outDir = `node_modules/.cache/capture-pages-${parallelIndex}`;
      const rolldownOptions = { input: PAGES };
      await build({
        ...built,
        build: {
          outDir,
          emptyOutDir: true,
          target: "es2022",
          modulePreload: { polyfill: false },
          assetsInlineLimit: 0,
          rolldownOptions,
        },
      });
      const server = await preview({
        ...built,
        build: { outDir },
        preview: { host: "127.0.0.1", port: 0, headers: { "Content-Security-Policy": POLICY } },
      });
      await use(`${server.resolvedUrls?.local[0]}e2e/pages/`);
      await server.close();
    },
    { scope: "worker", timeout: 90_000 },
  ],
});

export const LAUNCH = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"];

export const untilSent = (page: Page, tier: number, packets: number) =>
  page.waitForFunction(([which, enough]) => host.frames().filter((frame) => frame.tier === which).length >= enough, [
    tier,
    packets,
  ] as const);

export { expect } from "@playwright/test";
