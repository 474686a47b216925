import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import type { Person } from "./person";
import { openRoom } from "./rooms";

test.skip(({ database }) => database !== "h2", "sound does not touch the database");

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

const SIZES = { wide: [1280, 800], narrow: [390, 844] } as const;

test("A host's microphone is heard by a guest, goes on after the host's page is loaded again, and stops", async ({
  person,
  server,
}) => {
  const room = await openRoom(server.url);
  const ann = await person("Ann");
  await ann.page.context().grantPermissions(["microphone"]);
  await ann.enterAsHost(room);
  const ben = await person("Ben");
  await listenIn(ben.page);
  await ben.enter(room.roomId);

  await ann.page.getByRole("button", { name: "Share your sound" }).click();
  await share(ann, "Start sharing");
  const live = ben.page.getByRole("region", { name: "Live sound" });
  await expect(live.getByText("You hear Ann", { exact: true })).toBeVisible({ timeout: 20_000 });
  await isHeard(ben.page);
  await expect(ann.page.getByRole("button", { name: "Stop sharing" })).toBeVisible();
  await live.getByRole("button", { name: /In step|Details/ }).click();
  await expect(ben.page.getByText("From host to ear")).toBeVisible();
  await expect(ben.page.getByText(/^\d+ kbit\/s$/)).toBeVisible();
  await look(ann.page, "host", "Stop sharing");
  await look(ben.page, "guest");
  await ben.page.keyboard.press("Escape");

  await ann.reload();
  await expect(ann.page.getByText("You were live when this page was loaded again.")).toBeVisible();
  await expect(live.getByText("Ann has lost the connection. Waiting…", { exact: true })).toBeVisible();
  await look(ann.page, "host-reloaded", "Go on sharing");
  await share(ann, "Go on sharing");
  await expect(live.getByText("You hear Ann", { exact: true })).toBeVisible({ timeout: 20_000 });
  await isHeard(ben.page);

  await ann.page.getByRole("button", { name: "Stop sharing" }).click();
  await expect(live.getByText("Ann has stopped sharing", { exact: true })).toBeVisible();
  await look(ben.page, "guest-stopped");
});

async function share({ page }: Person, word: string): Promise<void> {
  await page.getByRole("radio", { name: /A microphone/ }).check();
  await page.getByRole("button", { name: word }).click();
}

/** Puts a meter before the loudspeaker of this page: what it shows is what would be heard. */
async function listenIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
    AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
      if (to instanceof AudioDestinationNode) {
        const meter = new AnalyserNode(this.context, { fftSize: 32_768 });
        connect.call(this, meter);
        Object.assign(window, { meter });
      }
      return connect.call(this, to);
    } as typeof AudioNode.prototype.connect;
  });
}

/** The loudest sample of the last 0.7 s. */
function peak(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { meter } = window as unknown as { meter: AnalyserNode | undefined };
    const samples = new Float32Array(meter?.fftSize ?? 0);
    meter?.getFloatTimeDomainData(samples);
    return samples.reduce((loudest, sample) => Math.max(loudest, Math.abs(sample)), 0);
  });
}

async function isHeard(page: Page): Promise<void> {
  await expect.poll(() => peak(page), { timeout: 15_000 }).toBeGreaterThan(0.01);
}

/** `button` is to be in sight without scrolling. */
async function look(page: Page, name: string, button?: string): Promise<void> {
  for (const [size, [width, height]] of Object.entries(SIZES)) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: test.info().outputPath(`${name}-${size}.png`) });
    if (button !== undefined) await expect(page.getByRole("button", { name: button })).toBeInViewport({ ratio: 0.95 });
    expect.soft((await new AxeBuilder({ page }).analyze()).violations, `${name}, ${size}`).toEqual([]);
  }
  await page.setViewportSize({ width: SIZES.wide[0], height: SIZES.wide[1] });
}
