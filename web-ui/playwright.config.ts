import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import type { ServerOptions } from "./e2e/fixtures";

/** The system's browser, as the tests' packages install it; Playwright would otherwise fetch its own. */
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);

/** `./tutti test` starts a PostgreSQL and says where; without one only H2 is tried. */
const POSTGRESQL = process.env.TUTTI_TEST_JDBC_URL;

/** What has to come at its instant: beside other tests a busy machine would be tried, and not Tutti. */
const SOUND = ["capture", "captureTab", "gaps", "listening", "liveSound", "ownRoom"].map((name) => `${name}.spec.ts`);
/** What a database keeps, over the whole way from one page to another; the engine's tests try the rest on both. */
const KEPT = ["open", "restart", "talk"].map((name) => `${name}.spec.ts`);

export default defineConfig<object, ServerOptions>({
  testDir: "e2e",
  outputDir: "test-results",
  timeout: 180_000,
  expect: { timeout: 10_000 },
  // `./tutti test` runs two at a time, but one where it is about sound.
  workers: 1,
  fullyParallel: false,
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"]],
  use: {
    viewport: { width: 1280, height: 800 },
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(CHROMIUM ? { executablePath: CHROMIUM } : {}),
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    },
  },
  projects: [
    { name: "h2", testIgnore: SOUND, use: { database: "h2" } },
    ...(POSTGRESQL ? [{ name: "postgresql", testMatch: KEPT, use: { database: "postgresql" as const } }] : []),
    { name: "sound", testMatch: SOUND, use: { database: "h2" } },
  ],
});
