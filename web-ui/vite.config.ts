import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { precompress } from "./build/precompress.ts";

const PAGES = ["index.html", "twitch/panel.html", "twitch/try.html"];

/** The gateway that `npm run dev` talks to. */
const GATEWAY = process.env.TUTTI_GATEWAY ?? "http://127.0.0.1:8080";

const pages = PAGES.map((page) => fileURLToPath(new URL(page, import.meta.url))).filter((page) => existsSync(page));

export default defineConfig({
  plugins: [react(), precompress()],
  build: {
    target: "es2022",
    // The polyfill and inlined assets would be what the pages' Content-Security-Policy forbids.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // hls.js alone is more than the usual limit; it is loaded when a room plays, not before.
    chunkSizeWarningLimit: 620,
    rolldownOptions: { input: pages },
  },
  // The decoder's worker loads its WebAssembly only where the browser has no decoder.
  worker: { format: "es" },
  server: {
    proxy: {
      "/api": GATEWAY,
      "/media": GATEWAY,
      "^/bcdn_token=": GATEWAY,
      "/status": GATEWAY,
      "/ws": { target: GATEWAY.replace(/^http/, "ws"), ws: true },
    },
  },
  test: {
    include: ["src/**/*.test.{ts,tsx}"],
    environment: "node",
    // Machines that run the tests do other work as well; simulated minutes take real seconds then.
    testTimeout: 30_000,
    pool: "threads",
  },
});
