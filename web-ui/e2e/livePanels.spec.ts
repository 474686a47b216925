import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./capturePages";

/** The panels of live sound in every state, for a person to look at in test-results/screens, and for axe to read. */
test.use({ reducedMotion: "reduce", trace: "off" } as object);
test.describe.configure({ mode: "parallel" });

const SIZES = { wide: [1280, 800], narrow: [390, 844], small: [320, 640] } as const;
type Size = keyof typeof SIZES;

const HOST = ["offer", "choosing", "looking", "firefox", "http", "asking", "no-sound", "refused", "starting"].concat([
  "left-on",
  "left-on-denied",
  "cut-off",
  "refused-since",
  "live",
  "alone",
  "muted",
  "trouble",
  "ended",
  "interrupted",
]);
const GUEST = ["starting", "blocked", "playing", "relaxed", "host-away", "late", "host-back", "reconnecting"].concat([
  "stopped",
  "lost",
  "over",
  "failed",
]);

async function look(page: Page, name: string, size: Size, light: boolean): Promise<void> {
  const [width, height] = SIZES[size];
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: light ? "light" : "dark", reducedMotion: "reduce" });
  await expect(page.locator("html")).toHaveAttribute("data-theme", light ? "light" : "dark");
  await page.evaluate(() => document.fonts.ready);
  const picture = `live-${name}-${size}${light ? "-light" : ""}`;
  await page.screenshot({ path: `test-results/screens/${picture}.png`, animations: "disabled" });
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .setLegacyMode(true)
    .analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  expect.soft(found, picture).toEqual([]);
  expect
    .soft(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), picture)
    .toBeLessThanOrEqual(0);
  expect.soft(await tooSmall(page), picture).toEqual([]);
}

function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, input:not([type=radio])")]
      .filter((target) => target.checkVisibility())
      .map((target) => ({ target, box: target.getBoundingClientRect() }))
      .filter(({ box }) => box.width < 39.5 || box.height < 39.5)
      .map(({ target, box }) => `${target.ariaLabel ?? target.textContent}: ${box.width}×${box.height}`),
  );
}

async function show(page: Page, pages: string, state: string): Promise<void> {
  await page.goto("about:blank");
  await page.goto(`${pages}panels.html#${state}`);
  await expect(page.getByRole("region").first()).toBeVisible();
}

for (const [kind, states] of [
  ["host", HOST],
  ["guest", GUEST],
] as const) {
  test(`The ${kind}'s panel in each state`, async ({ page, pages }) => {
    for (const state of states) {
      await show(page, pages, `${kind}-${state}`);
      await look(page, `${kind}-${state}`, "wide", false);
      await look(page, `${kind}-${state}`, "narrow", true);
    }
    await look(page, `${kind}-${states.at(-1)}`, "small", false);
  });
}

test("The guest's view of how it sounds, in every size", async ({ page, pages }) => {
  for (const state of ["playing", "relaxed"]) {
    await show(page, pages, `guest-${state}`);
    await page.locator("[popovertarget]").click();
    await expect(page.getByRole("dialog", { name: "How it sounds here" })).toBeVisible();
    for (const size of ["wide", "narrow", "small"] as const) {
      await look(page, `guest-${state}-health`, size, size === "narrow");
    }
  }
});

test("A host shares, mutes, changes the source and stops by keyboard alone", async ({ page, pages }) => {
  await show(page, pages, "host-offer");
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key);
  };

  await press("Tab");
  await expect(page.getByRole("button", { name: "Share your sound" })).toBeFocused();
  await press("Enter");
  await expect(page.getByRole("dialog", { name: "Share your sound" })).toBeVisible();
  await press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: "Share your sound" })).toBeFocused();
  await press("Enter", "Tab");
  await expect(page.getByRole("radio", { name: /tab/ })).toBeFocused();
  await press("ArrowDown", "Tab");
  await expect(page.getByRole("radio", { name: /microphone/ })).toBeChecked();
  await press("ArrowRight", "Tab", "Tab");
  await expect(page.getByRole("radio", { name: "Talk" })).toBeChecked();
  await press("Enter");

  await expect(page.getByRole("heading", { name: "You are live" })).toBeVisible();
  await expect(page.getByRole("meter", { name: "Level" })).toHaveAttribute("aria-valuetext", "−8 dB");
  await page.getByRole("button", { name: "Mute" }).focus();
  await press("Enter");
  await expect(page.getByRole("button", { name: "Unmute" })).toBeFocused();
  await expect(page.getByRole("status")).toContainText("Your guests hear silence.");
  await press("Tab", "Enter");
  await expect(page.getByRole("dialog", { name: "Share something else" })).toBeVisible();
  await expect(page.getByRole("radio", { name: /microphone/ })).toBeChecked();
  await page.getByRole("button", { name: "Cancel" }).press("Enter");
  await expect(page.getByRole("button", { name: "Share something else" })).toBeFocused();
  await page.getByRole("button", { name: "Stop sharing" }).press("Enter");
  await expect(page.getByRole("button", { name: "Share your sound" })).toBeVisible();
});

test("A host who is live makes the panel a line and back, and is live all the while", async ({ page, pages }) => {
  await show(page, pages, "host-live");

  await page.getByRole("button", { name: "Mute" }).focus();
  await page.keyboard.press("Escape");

  const more = page.getByRole("button", { name: "Show more of your sound" });
  await expect(more).toBeFocused();
  await expect(page.getByRole("heading", { name: "You are live" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop sharing" })).toBeHidden();
  for (const size of ["wide", "narrow", "small"] as const) await look(page, "host-folded", size, size === "narrow");
  await page.getByRole("button", { name: "Mute" }).press("Enter");
  await expect(page.getByRole("status")).toContainText("Your guests hear silence.");
  await more.press("Enter");
  await expect(page.getByRole("button", { name: "Show less of your sound" })).toBeFocused();
  await expect(page.getByRole("button", { name: "Stop sharing" })).toBeVisible();
});

test("A host who was live has one thing to press, and reads how long the guests wait", async ({ page, pages }) => {
  await show(page, pages, "host-left-on");

  await expect(page.getByRole("status")).toContainText("You were live. Go on?");
  await expect(page.getByText("With your microphone, as talk.")).toBeVisible();
  await expect(page.getByText("Your guests wait for 9 s more.")).toBeVisible();
  await page.getByRole("button", { name: "Go on sharing" }).click();

  await expect(page.getByRole("heading", { name: "You are live" })).toBeVisible();
});

test("A host whose sound is refused with the dialog closed reads why where they would begin again", async ({
  page,
  pages,
}) => {
  await show(page, pages, "host-refused-since");

  await expect(page.getByRole("alert")).toHaveText("The room did not take it. Try again in a moment.");
  await page.getByRole("button", { name: "Share your sound" }).click();

  await expect(page.getByRole("dialog").getByText("The room did not take it.")).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: "The room did not take it." })).toHaveCount(1);
});

test("A guest turns the sound and the device's offset by keyboard alone", async ({ page, pages }) => {
  await show(page, pages, "guest-playing");

  await page.getByRole("slider", { name: "Volume" }).press("ArrowLeft");
  await expect(page.getByRole("slider", { name: "Volume" })).toHaveAttribute("aria-valuetext", "65 %");
  await page.getByRole("button", { name: "Mute" }).press("Enter");
  await expect(page.getByRole("button", { name: "Unmute" })).toBeFocused();
  await page.getByRole("button", { name: /In step/ }).press("Enter");
  const offset = page.getByRole("slider", { name: "This device is late by" });
  await offset.press("ArrowRight");
  await offset.press("ArrowRight");
  await expect(offset).toHaveAttribute("aria-valuetext", "10 ms");
  await page.getByRole("radio", { name: "Low" }).press("Space");
  await expect(page.getByRole("radio", { name: "Low" })).toBeChecked();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(page.getByRole("button", { name: /In step/ })).toBeFocused();
});
