// Runs as a process of its own, so that it can stand behind a wire (in a network namespace) with its browser.
// The parent sends `{n, act, …}`; the answer is `{n, value}` or `{n, error}`.
import { createRequire } from "node:module";
import { existsSync } from "node:fs";

const require = createRequire(new URL("../../../web-ui/package.json", import.meta.url));
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
const FIREFOX = ["/usr/bin/firefox-esr", "/usr/bin/firefox"].find((path) => existsSync(path));
const VIEW = { width: 1280, height: 800 };

async function openChromium({ origin, strict = false, audible = false, args = [] }) {
  const { chromium } = require("@playwright/test");
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    ignoreDefaultArgs: audible ? ["--mute-audio"] : [],
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--autoplay-policy=no-user-gesture-required",
      // The ears are a worklet, which a plain http address other than localhost would not be given.
      `--unsafely-treat-insecure-origin-as-secure=${origin}`,
      ...args,
    ],
  });
  const page = await (await browser.newContext({ viewport: VIEW, bypassCSP: !strict })).newPage();
  return {
    init: (source) => page.addInitScript(source),
    goto: (url) => page.goto(url),
    evaluate: (source, frame) => frameOf(page, frame).evaluate(source),
    click: (role, name, frame) => frameOf(page, frame).getByRole(role, { name: new RegExp(name, "i") }).first().click(),
    throttle: async (rate) => {
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate });
    },
    clickAt: async (role, name, share) => {
      const target = page.getByRole(role, { name: new RegExp(name, "i") }).first();
      // The controls hide while the pointer rests; it has to move to bring them up.
      const { x, y, width, height } = await target.boundingBox();
      const [atX, atY] = [x + width * share, y + height / 2];
      await page.mouse.move(atX, atY - 60);
      await page.mouse.move(atX, atY, { steps: 5 });
      await page.mouse.click(atX, atY);
    },
    press: (key) => page.keyboard.press(key),
    screenshot: (path) => page.screenshot({ path }),
    close: () => browser.close(),
  };
}

/** The page itself, or the frame in it whose address has this in it. */
function frameOf(page, part) {
  if (!part) return page;
  const frame = page.frames().find((candidate) => candidate.url().includes(part));
  if (!frame) throw new Error(`no frame ${part}`);
  return frame;
}

async function openFirefox() {
  const puppeteer = require("puppeteer-core");
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX,
    headless: true,
    extraPrefsFirefox: { "media.autoplay.default": 0 },
  });
  const page = await browser.newPage();
  await page.setViewport(VIEW);
  const find = (role, name) => page.locator(`::-p-aria([name="${name}"][role="${role}"])`);
  return {
    init: (source) => page.evaluateOnNewDocument(source),
    goto: (url) => page.goto(url),
    evaluate: (source) => page.evaluate(source),
    click: (role, name) => find(role, name).click(),
    press: (key) => page.keyboard.press(key),
    screenshot: (path) => page.screenshot({ path }),
    close: () => browser.close(),
  };
}

let driven = null;

async function obey({ act, ...rest }) {
  switch (act) {
    case "open":
      driven = rest.browser === "firefox" ? await openFirefox() : await openChromium(rest);
      return null;
    case "init":
      await driven.init(rest.source);
      return null;
    case "goto":
      await driven.goto(rest.url);
      return null;
    case "evaluate":
      return driven.evaluate(rest.source, rest.frame);
    case "click":
      return driven.click(rest.role, rest.name, rest.frame);
    case "clickAt":
      return driven.clickAt(rest.role, rest.name, rest.share);
    case "throttle":
      return driven.throttle(rest.rate);
    case "press":
      return driven.press(rest.key);
    case "screenshot":
      await driven.screenshot(rest.path);
      return null;
    case "close":
      return driven.close();
    default:
      throw new Error(`cannot ${act}`);
  }
}

process.on("message", ({ n, ...command }) => {
  obey(command).then(
    (value) => process.send({ n, value: value ?? null }),
    (error) => process.send({ n, error: String(error?.message ?? error) }),
  );
});
process.on("disconnect", () => driven?.close().finally(() => process.exit(0)) ?? process.exit(0));
