import AxeBuilder from "@axe-core/playwright";
import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { type Headset, headsetOf } from "./headset";
import type { Person } from "./person";

// The browser gives the microphone, but does not say beforehand that it will: so a page asks within a click.
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        "--autoplay-policy=document-user-activation-required",
      ],
    }),
});

const SIZES = { wide: [1280, 800], narrow: [390, 844], small: [320, 640] } as const;
/** A busy machine takes its time until sound is where it has to be. */
const HEARD_WITHIN = { timeout: 30_000 };

test("A newcomer opens a room for their sound from the first page, and is heard in it", async ({ person }) => {
  const ann = await person("Ann");
  await ann.page.goto("/");
  await look(ann.page, "home");
  await ann.page.getByRole("button", { name: /Share your sound/ }).click();
  await expect(ann.page.getByRole("heading", { name: "A room for your sound" })).toBeVisible();
  await look(ann.page, "home-sheet");
  await ann.page.getByRole("button", { name: "Open the room" }).click();
  await expect(stageOf(ann).getByText("Nobody hears you yet")).toBeVisible();
  await look(ann.page, "before");
  const ben = await person("Ben");
  await ben.enter(roomOf(ann));
  await expect(stageOf(ben).getByText("Ann has not begun yet")).toBeVisible();
  await look(ben.page, "guest-before");

  await talk(ann, (dialog) => look(ann.page, "choosing", dialog.getByRole("button", { name: "Start sharing" })));

  await expect(stageOf(ann).getByText("Your sound, live")).toBeVisible();
  await expect(stageOf(ben).getByText("Live from Ann", { exact: true })).toBeVisible();
  await expect(ben.page.getByText(/^You hear Ann/)).toBeVisible(HEARD_WITHIN);
  // The last stroke on the stage is the sound itself, and it is no line any more.
  await expect
    .poll(() => stageOf(ben).locator("svg path").last().getAttribute("d"), HEARD_WITHIN)
    .toMatch(/L\d+ (?!430\.0)/);
  await look(ann.page, "live", ann.page.getByRole("button", { name: "Stop sharing" }));
  await look(ben.page, "guest-live");
  await ben.page.keyboard.press("m");
  await expect(ben.page.getByRole("button", { name: "Unmute" })).toBeVisible();
  await ben.page.keyboard.press("m");
  await ben.page.locator("button[data-tone]").click();
  await expect(ben.page.getByRole("dialog", { name: "In step" })).toContainText("beside the sound itself");
  await look(ben.page, "guest-step");
});

test("A host whose page is loaded again goes on with one click", async ({ person }) => {
  const { ann, ben } = await live(person);

  await ann.reload();

  await expect(ann.page.getByRole("heading", { name: "You were live. Go on?" })).toBeVisible();
  await expect(ann.page.getByText("With your microphone, as talk.")).toBeVisible();
  await expect(ann.page.getByText(/Your guests wait for \d+ s more/)).toBeVisible();
  await ann.page.screenshot({ path: picture("left-on", "wide") });
  await ann.page.getByRole("button", { name: "Go on sharing" }).click();
  await expect(ann.page.getByRole("heading", { name: "You are live" })).toBeVisible();
  await expect(stageOf(ben).getByText("Live from Ann", { exact: true })).toBeVisible();
  await expect(ben.page.getByText(/^You hear Ann/)).toBeVisible(HEARD_WITHIN);
});

test("A host who does not go on reads why it ended, guests that the host was lost, and it begins again as it was", async ({
  person,
}) => {
  const { ann, ben } = await live(person);
  const sound = ben.page.getByRole("region", { name: "Live sound" });

  await ann.reload();
  await ann.page.setViewportSize({ width: 390, height: 844 });
  await ann.page.screenshot({ path: picture("left-on", "narrow") });
  await expect(sound.getByText("Ann has lost the connection. Waiting…")).toBeVisible();
  const cutOff = "Your broadcast ended because no sound came from you for ten seconds.";
  await expect(ann.page.getByText(cutOff)).toBeVisible({ timeout: 15_000 });
  await expect(sound.getByText("Ann's connection was lost")).toBeVisible();
  await look(ann.page, "cut-off", ann.page.getByRole("button", { name: "Share again" }));
  await look(ben.page, "guest-lost");

  const again = ann.page.getByRole("button", { name: "Share again" });
  await again.click();
  await expect(ann.page.getByRole("radio", { name: /A microphone/ })).toBeChecked();
  await expect(ann.page.getByRole("radio", { name: "Talk" })).toBeChecked();
  await ann.page.keyboard.press("Escape");
  await expect(again).toBeFocused();
  await again.press("Enter");
  await ann.page.getByRole("button", { name: "Start sharing" }).click();
  await expect(ann.page.getByRole("heading", { name: "You are live" })).toBeVisible();
  await expect(ann.page.getByText(cutOff)).toBeHidden();
  await expect(stageOf(ben).getByText("Live from Ann", { exact: true })).toBeVisible();
  await ann.page.reload();
  await ann.page.getByRole("button", { name: "Stop sharing" }).click();
  await expect(sound.getByText("Ann has stopped sharing")).toBeVisible();
  await sound.getByRole("button", { name: "Close" }).click();
  await expect(sound).toBeHidden();
});

test("A guest's headset silences the host here alone, and lets them be heard again", async ({ person }) => {
  const { ben, headset } = await live(person);
  const sound = ben.page.getByRole("region", { name: "Live sound" });
  const state = () => ben.page.evaluate(() => navigator.mediaSession.playbackState);
  await expect.poll(state).toBe("playing");

  await headset.press("pause");
  await expect(sound.getByRole("button", { name: "Unmute" })).toBeVisible();
  expect(await state()).toBe("paused");
  await headset.press("play");

  await expect(sound.getByRole("button", { name: "Mute" })).toBeVisible();
  await expect.poll(state).toBe("playing");
});

type Come = (name: string) => Promise<Person>;

/** Ann talks in a room of hers, and Ben listens. */
async function live(person: Come): Promise<{ ann: Person; ben: Person; headset: Headset }> {
  const ann = await person("Ann");
  await ann.page.goto("/");
  await ann.page.getByRole("button", { name: /Share your sound/ }).click();
  await ann.page.getByRole("button", { name: "Open the room" }).click();
  await expect(stageOf(ann)).toBeVisible();
  const ben = await person("Ben");
  const headset = await headsetOf(ben.page);
  await ben.enter(roomOf(ann));
  await talk(ann);
  await expect(ben.page.getByText(/^You hear Ann/)).toBeVisible(HEARD_WITHIN);
  return { ann, ben, headset };
}

async function talk({ page }: Person, look?: (dialog: Locator) => Promise<void>): Promise<void> {
  await page.getByRole("region", { name: "Stage" }).getByRole("button", { name: "Share your sound" }).click();
  const dialog = page.getByRole("dialog", { name: "Share your sound" });
  await dialog.getByRole("radio", { name: /A microphone/ }).check();
  await dialog.getByRole("radio", { name: "Talk" }).check();
  await look?.(dialog);
  await dialog.getByRole("button", { name: "Start sharing" }).click();
  await expect(page.getByRole("heading", { name: "You are live" })).toBeVisible();
}

function stageOf({ page }: Person): Locator {
  return page.getByRole("region", { name: "Stage" });
}

function roomOf({ page }: Person): string {
  return new URL(page.url()).pathname.replace("/room/", "");
}

function picture(name: string, size: string): string {
  return `test-results/screens/own-${name}-${size}.png`;
}

/** For a person to look at; `button` is to be in sight without scrolling. */
async function look(page: Page, name: string, button?: Locator): Promise<void> {
  const before = page.viewportSize();
  for (const [size, [width, height]] of Object.entries(SIZES)) {
    await page.setViewportSize({ width, height });
    await page.evaluate(() => document.fonts.ready);
    await page.screenshot({ path: picture(name, size) });
    if (button !== undefined) await expect.soft(button, `${name}, ${size}`).toBeInViewport({ ratio: 0.95 });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    expect.soft(violations, `${name}, ${size}`).toEqual([]);
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect.soft(sideways, `${name}, ${size}`).toBeLessThanOrEqual(0);
  }
  if (before) await page.setViewportSize(before);
}
