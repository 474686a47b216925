import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { ANN, PLAYED_ROOM, type PlayedRoom, playRoom, type Stagehand } from "./playedRoom";

/** What the page says of gaps, and what it does not. */
test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({ ...launchOptions, args: [...(launchOptions.args ?? []), "--autoplay-policy=no-user-gesture-required"] }),
});

const LOST = /Connection lost|Reconnecting|lost the connection/;
const BROADCAST = {
  ...{ broadcastId: "cast-1", epoch: 1, hostId: ANN.id, codec: "opus", sampleRate: 48_000, channels: 2 },
  ...{ tiers: [0, 1, 2], playoutDelayMs: 400, startedAt: 1 },
};

test("A connection that is back at once was never gone, for who looks at the page", async ({ page }) => {
  const heard: unknown[] = [];
  const { blink } = await seated(page, ({ type, text }) => {
    if (type === "chat") heard.push(text);
    return false;
  });
  const told = await watch(page);

  await blink();
  const composer = page.getByRole("textbox", { name: "Say something" });
  await composer.fill("Still here");
  await composer.press("Enter");

  await expect.poll(() => heard).toEqual(["Still here"]);
  expect(await told()).toEqual([]);
});

test("A connection that stays away is told of, in so many words", async ({ page }) => {
  const { cut } = await seated(page);
  const told = await watch(page);

  await cut();

  await expect(page.getByRole("status").filter({ hasText: "Connection lost." })).toBeVisible();
  await expect(page.getByRole("button", { name: /Reconnecting/ })).toBeVisible();
  const [first] = await told();
  expect(first?.afterMs).toBeGreaterThan(1_400);
});

test("A host who is back soon was never gone, and one who is not is waited for, long enough to be read", async ({
  page,
}) => {
  const { send } = await seated(page);
  send({ type: "broadcast:started", ...BROADCAST });
  const sound = page.getByRole("region", { name: "Live sound" });
  await expect(sound.getByText("Tuning in…")).toBeVisible();
  const told = await watch(page);

  send({ type: "broadcast:waiting", broadcastId: "cast-1", sinceServerTime: Date.now() });
  send({ type: "broadcast:started", ...BROADCAST, epoch: 2 });
  send({ type: "broadcast:waiting", broadcastId: "cast-1", sinceServerTime: Date.now() });
  await expect(sound.getByText("Ann has lost the connection. Waiting…")).toBeVisible();
  const [first] = await told();
  expect(first?.afterMs).toBeGreaterThan(1_400);
  await watch(page);
  send({ type: "broadcast:started", ...BROADCAST, epoch: 3 });
  await expect(sound.getByText("Tuning in…")).toBeVisible();
  expect(await page.evaluate(() => performance.now() - (window as unknown as Watched).watchedSince)).toBeGreaterThan(
    1_400,
  );

  send({ type: "broadcast:stopped", broadcastId: "cast-1", reason: "host-lost" });
  await expect(sound.getByText("Ann's connection was lost")).toBeVisible();
});

interface Watched {
  told: { words: string; afterMs: number }[];
  watchedSince: number;
}

async function seated(page: Page, answer?: PlayedRoom["answer"]): Promise<Stagehand> {
  const stagehand = await playRoom(page, answer === undefined ? {} : { answer });
  await page.goto(`/room/${PLAYED_ROOM}`);
  await expect(page.getByRole("region", { name: "Stage" })).toBeVisible();
  return stagehand;
}

/** From now on: whatever is written that tells of a loss, and how long it took. */
async function watch(page: Page): Promise<() => Promise<Watched["told"]>> {
  await page.evaluate((source) => {
    const lost = new RegExp(source);
    const watched = Object.assign(window as unknown as Watched, { told: [], watchedSince: performance.now() });
    const look = () => {
      const words = document.body.textContent ?? "";
      if (lost.test(words)) watched.told.push({ words, afterMs: performance.now() - watched.watchedSince });
    };
    new MutationObserver(look).observe(document.body, { childList: true, characterData: true, subtree: true });
  }, LOST.source);
  return () => page.evaluate(() => (window as unknown as Watched).told);
}
