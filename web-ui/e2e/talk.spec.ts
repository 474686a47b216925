import { expect, test } from "./fixtures";
import { openRoom } from "./rooms";

test.describe("People in a room", () => {
  test("talk, react and see each other come and go", async ({ person, server }) => {
    const room = await openRoom(server.url);
    const ann = await person("Ann");
    await ann.enterAsHost(room);
    const ben = await person("Ben");
    await ben.enter(room.roomId);

    await ann.say("hello Ben");
    await ben.hears("hello Ben");
    await ben.say("hello Ann");
    await ann.hears("hello Ann");
    await ann.hears("hello Ben");

    await ann.sees("Ben");
    await ben.page.goto("/");
    await expect(ann.people.getByText("Ben", { exact: true })).toBeHidden();
  });

  test("are the same people after a hard reload, with all that was said", async ({ person, server }) => {
    const room = await openRoom(server.url);
    const ann = await person("Ann");
    await ann.enterAsHost(room);
    const ben = await person("Ben");
    await ben.enter(room.roomId);
    await ben.say("before the reload");
    await ann.hears("before the reload");
    const who = () => ben.page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "{}").userId, seat);
    const seat = `tutti.room.${room.roomId}`;
    const before = await who();

    await ben.reload();

    expect(await who()).toBe(before);
    await ben.hears("before the reload");
    await expect(ann.people.getByText("Ben", { exact: true })).toHaveCount(1);
  });

  test("may be called and may say anything; it stays text", async ({ person, server }) => {
    const room = await openRoom(server.url, "<b>bold</b> room");
    const ann = await person("Ann");
    await ann.enterAsHost(room);
    const mallory = await person("<img src=x onerror=alert(1)>");
    const dialogs: string[] = [];
    for (const { page } of [ann, mallory]) {
      page.on("dialog", async (dialog) => {
        dialogs.push(dialog.message());
        await dialog.dismiss();
      });
    }
    await mallory.enter(room.roomId);

    const line = '<script>alert(2)</script><a href="javascript:alert(3)">x</a>';
    await mallory.say(line);

    await ann.hears(line);
    await ann.sees("<img src=x onerror=alert(1)>");
    expect(await ann.page.locator("img[src=x]").count()).toBe(0);
    expect(dialogs).toEqual([]);
  });

  test("are told apart from the host, whatever they are called", async ({ person, server }) => {
    const room = await openRoom(server.url);
    const ann = await person("Ann");
    await ann.enterAsHost(room);
    const mallory = await person("Ann");
    await mallory.enter(room.roomId);

    await ann.say("the real one");
    await mallory.say("no, me");

    await mallory.hears("the real one");
    await ann.hears("no, me");
    for (const { page } of [ann, mallory]) {
      const log = page.getByRole("log");
      await expect(log.getByRole("listitem").filter({ hasText: "the real one" })).toContainText("host");
      await expect(log.getByRole("listitem").filter({ hasText: "no, me" })).not.toContainText("host");
    }
  });
});
