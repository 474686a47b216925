import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./fixtures";
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

test("A host's microphone is heard by a guest until the host stops it", async ({ person, server }) => {
  const room = await openRoom(server.url);
  const ann = await person("Ann");
  await ann.page.context().grantPermissions(["microphone"]);
  await ann.enterAsHost(room);
  const ben = await person("Ben");
  await ben.enter(room.roomId);

  await ann.page.getByRole("button", { name: "Share your sound" }).click();
  await ann.page.getByRole("radio", { name: /A microphone/ }).check();
  await ann.page.getByRole("button", { name: "Start sharing" }).click();

  const live = ben.page.getByRole("region", { name: "Live sound" });
  await expect(live.getByText("You hear Ann", { exact: true })).toBeVisible({ timeout: 20_000 });
  await expect(ann.page.getByRole("button", { name: "Stop sharing" })).toBeVisible();
  await live.getByRole("button", { name: /In step|Details/ }).click();
  await expect(ben.page.getByText("From host to ear")).toBeVisible();
  for (const { page } of [ann, ben]) {
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
  await ben.page.screenshot({ path: test.info().outputPath("guest.png") });
  await ann.page.screenshot({ path: test.info().outputPath("host.png") });

  await ben.page.keyboard.press("Escape");
  await ann.page.getByRole("button", { name: "Stop sharing" }).click();
  await expect(live.getByText("Ann has stopped sharing", { exact: true })).toBeVisible();
});
