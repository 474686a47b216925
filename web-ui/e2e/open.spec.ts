import { expect, test } from "./fixtures";
import { openRoom } from "./rooms";

test.describe("Someone new", () => {
  test("opens a room with the sample film, and a friend joins by the link", async ({ person }) => {
    const ann = await person("Ann");
    await ann.page.goto("/");
    await ann.page.getByRole("button", { name: /watch a video/i }).click();
    const sheet = ann.page.getByRole("form", { name: "A room to watch in" });
    await sheet.getByRole("textbox", { name: /name of the room/i }).fill("Friday film");
    await sheet.getByRole("button", { name: /open the room/i }).click();
    await expect(ann.page).toHaveURL(/\/room\/[a-z0-9-]+$/);
    await expect(ann.composer).toBeVisible();
    await ann.page.getByRole("banner").getByRole("button", { name: "Copy link" }).click();
    const link = await ann.page.evaluate(() => navigator.clipboard.readText());

    const ben = await person("Ben");
    await ben.page.goto(link);
    await expect(ben.page.getByText("Friday film").first()).toBeVisible();
    await ben.join();

    await ann.sees("Ben");
    await ben.sees("Ann");
  });

  test("finds an open room in the list", async ({ person, server }) => {
    const room = await openRoom(server.url, "A room to be found");
    const ann = await person("Ann");
    await ann.enterAsHost(room);

    const ben = await person("Ben");
    await expect(async () => {
      await ben.page.goto("/");
      await ben.page.getByRole("link", { name: /a room to be found/i }).click({ timeout: 1_000 });
    }).toPass();
    await ben.join();

    await ben.sees("Ann");
  });

  test("is told kindly when the link leads nowhere", async ({ person }) => {
    const ann = await person("Ann");

    await ann.page.goto("/room/abcdefghjk");

    await expect(ann.page.getByText("This room is gone")).toBeVisible();
  });
});
