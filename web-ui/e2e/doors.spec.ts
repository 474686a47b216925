import { expect, test } from "./fixtures";
import type { Person } from "./person";
import { openRoom } from "./rooms";

async function choose(person: Person, menu: string, item: string): Promise<void> {
  await person.page.getByRole("button", { name: menu }).click();
  await person.page.getByRole("button", { name: item, exact: true }).click();
}

test("A room is opened with a password, and the door asks for it", async ({ person }) => {
  const ann = await person("Ann");
  await ann.page.goto("/");
  await ann.page.getByRole("button", { name: /Watch a video/ }).click();
  await ann.page.getByRole("radio", { name: "Who has the password" }).check();
  await ann.page.getByRole("textbox", { name: "Password" }).fill("popcorn");
  await ann.page.getByRole("button", { name: "Open the room" }).click();
  await expect(ann.composer).toBeVisible();
  const ben = await person("Ben");
  await ben.page.goto(new URL(ann.page.url()).pathname);

  await ben.page.getByRole("textbox", { name: "Password of the room" }).fill("peanuts");
  await ben.page.getByRole("button", { name: "Join", exact: true }).click();
  await expect(ben.page.getByText("That is not the password.")).toBeVisible();
  await ben.page.screenshot({ path: "test-results/door-wrong-password.png" });
  await ben.page.getByRole("textbox", { name: "Password of the room" }).fill("popcorn");
  await ben.page.getByRole("button", { name: "Join", exact: true }).click();

  await expect(ben.composer).toBeVisible();
  await ann.sees("Ben");
});

test("A host invites people into a room that is for invited people", async ({ person, server }) => {
  const room = await openRoom(server.url);
  const ann = await person("Ann");
  await ann.enterAsHost(room);
  await choose(ann, "More", "Who may come in");
  await ann.page.getByLabel("Need an invitation").click();
  await ann.page.screenshot({ path: "test-results/access.png" });
  await ann.page.getByRole("button", { name: "Copy an invitation" }).click();
  await expect(ann.page.getByText("Invitation copied.")).toBeVisible();
  const link = await ann.page.evaluate(() => navigator.clipboard.readText());
  const ben = await person("Ben");
  await ben.page.goto(`/room/${room.roomId}`);
  await expect(ben.page.getByText("This room is for invited people.")).toBeVisible();

  await ben.page.goto("about:blank");
  await ben.page.goto(link);
  await ben.join();

  expect(new URL(ben.page.url()).hash).toBe("");
  await ann.page.keyboard.press("Escape");
  await ann.sees("Ben");
});

test("Control is asked for, lent, used and taken back", async ({ person, server }) => {
  const room = await openRoom(server.url);
  const ann = await person("Ann");
  await ann.enterAsHost(room);
  const ben = await person("Ben");
  await ben.enter(room.roomId);
  await choose(ann, "More", "Room settings");
  const lent = ann.page.getByRole("radio", { name: "Who I lend it to" });
  await lent.click();
  await expect(lent).toBeChecked();
  await ann.page.keyboard.press("Escape");

  await ben.page.getByRole("button", { name: "Ann is in control" }).click();
  await ben.page.getByRole("button", { name: "Ask for control" }).click();
  await ann.page.screenshot({ path: "test-results/control-asked.png" });
  await ann.page.getByRole("button", { name: "Lend control to Ben", exact: true }).click();
  await ben.page.keyboard.press("Escape");
  await ben.playButton.click();
  await expect.poll(() => ann.isPlaying()).toBe(true);
  await ann.page.getByRole("button", { name: "What you can do about Ben" }).click();
  await ann.page.screenshot({ path: "test-results/person-menu.png" });
  await ann.page.getByRole("button", { name: "Take control back" }).click();

  await expect(ben.playButton).toHaveCount(0);
});

test("Who spoils it is muted, shown out, and let in again", async ({ person, server }) => {
  const room = await openRoom(server.url);
  const ann = await person("Ann");
  await ann.enterAsHost(room);
  const ben = await person("Ben");
  await ben.enter(room.roomId);

  await choose(ann, "What you can do about Ben", "Mute in the chat");
  await ben.say("hello?");
  await expect(ben.page.getByText("You are muted in this room.").first()).toBeVisible();
  await choose(ann, "What you can do about Ben", "Show out");
  await expect(ben.page.getByText("You were asked to leave")).toBeVisible();
  await choose(ann, "More", "Who did what");
  await ann.page.screenshot({ path: "test-results/activity.png" });
  await ann.page.getByRole("button", { name: "Undo" }).click();
  await ann.page.keyboard.press("Escape");

  await ben.page.goto(`/room/${room.roomId}`);
  await expect(ben.composer).toBeVisible();
  await ann.sees("Ben");
});
