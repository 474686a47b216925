import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { Server } from "../../ops/launch/spawn.mjs";
import { test as base, expect } from "./fixtures";
import type { Person } from "./person";
import { openRoom } from "./rooms";

/** A server for guesses alone: they count against this machine's address, and so against everybody in these tests. */
const test = base.extend<{ guessed: Server }>({
  guessed: async ({ browserName: _ }, use) => {
    const guessed = await Server.create({ name: "e2e-guesses" });
    await guessed.start();
    await use(guessed);
    await guessed.dispose();
  },
});

test.use({ reducedMotion: "reduce" } as object);

const SIZES = { wide: [1280, 800], narrow: [390, 844] } as const;
type Size = keyof typeof SIZES;

for (const size of ["wide", "narrow"] as const) {
  test(`An evening with a password, invitations, control on loan, and somebody who spoils it, ${size}`, async ({
    person,
  }) => {
    // Two browsers, some twenty pictures, and each looked through by axe.
    test.setTimeout(600_000);
    const ann = await sized(person, "Ann", size);
    const ben = await sized(person, "Ben", size);
    const see = (who: Person, name: string) => look(who.page, `${name}-${size}`);

    await test.step("The room is opened with a password", async () => {
      await ann.page.goto("/");
      await ann.page.getByRole("button", { name: /Watch a video/ }).click();
      await ann.page.getByRole("radio", { name: "Who has the password" }).check();
      await ann.page.getByRole("textbox", { name: "Password" }).fill("popcorn");
      await see(ann, "opening");
      await ann.page.getByRole("button", { name: "Open the room" }).click();
      await expect(ann.composer).toBeVisible();
    });

    await test.step("The door asks for it, and refuses another", async () => {
      await ben.page.goto(new URL(ann.page.url()).pathname);
      await expect(ben.page.getByText("Who is there is seen inside.")).toBeVisible();
      await ben.page.getByRole("textbox", { name: "Password of the room" }).fill("peanuts");
      await ben.page.getByRole("button", { name: "Join", exact: true }).click();
      await expect(ben.page.getByText("That is not the password.")).toBeVisible();
      await see(ben, "wrong-password");
    });

    await test.step("An invitation lets one person in without", async () => {
      await choose(ann, "More", "Who may come in");
      await ann.page.getByRole("radio", { name: "One person" }).check();
      await ann.page.getByRole("button", { name: "Copy an invitation" }).click();
      await expect(ann.page.getByText("Invitation copied.")).toBeVisible();
      await expect(ann.page.getByText("Used 0 of 1")).toBeVisible();
      await see(ann, "invitations");
      const link = await ann.page.evaluate(() => navigator.clipboard.readText());
      await ann.page.keyboard.press("Escape");
      await ben.page.goto("about:blank");
      await ben.page.goto(link);
      await ben.join();
      expect(new URL(ben.page.url()).hash).toBe("");
      await showPeople(ann);
      await ann.sees("Ben");
    });

    const anns = ann.page.getByRole("region", { name: "Who is in control" });
    const bens = ben.page.getByRole("region", { name: "Who is in control" });

    await test.step("Control is asked for, and the host sees the queue", async () => {
      await expect(anns).toHaveCount(0);
      await choose(ann, "More", "Room settings");
      await ann.page.getByRole("radio", { name: "Who I lend it to" }).click();
      await expect(ann.page.getByRole("radio", { name: "Who I lend it to" })).toBeChecked();
      await ann.page.keyboard.press("Escape");
      await bens.getByRole("button", { name: "Ask for control" }).click();
      await expect(bens.getByText("You are next in line.")).toBeVisible();
      await expect(anns.getByRole("listitem")).toHaveText(/^1\. Ben/);
      await see(ann, "control-asked-host");
      await see(ben, "control-asked-guest");
    });

    await test.step("Lent by keyboard, everybody reads who has it, and how long still", async () => {
      await anns.getByRole("button", { name: "Lend control to Ben for 5 minutes" }).focus();
      await ann.page.keyboard.press("Enter");
      await expect(anns.getByText("You lent control to Ben, and keep it too")).toBeVisible();
      await expect(anns.getByText(/^[45]:\d\d left$/)).toBeVisible();
      await expect(bens.getByText("You are in control: Ann lent it to you")).toBeVisible();
      await expect(bens.getByText(/^[45]:\d\d left$/)).toBeVisible();
      // What was pressed is gone; the next Tab goes on from where it was.
      await expect(anns).toBeFocused();
      await ben.playButton.click();
      await expect.poll(() => ann.isPlaying()).toBe(true);
      await see(ann, "control-lent-host");
      await see(ben, "control-lent-guest");
    });

    await test.step("The host takes it back", async () => {
      await anns.getByRole("button", { name: "Take control back from Ben" }).click();
      await expect(bens.getByText("Ann is in control", { exact: true })).toBeVisible();
      await expect(ben.playButton).toHaveCount(0);
      await expect(ben.pauseButton).toHaveCount(0);
    });

    await test.step("A jump is undone", async () => {
      await ann.seekTo(0.8);
      await expect.poll(() => ben.positionS()).toBeGreaterThan(80);
      await undo(ann, "Undo: Ann jumped to another place");
      await expect.poll(() => ben.positionS()).toBeLessThan(60);
    });

    await test.step("Who spoils it is muted", async () => {
      await showPeople(ann);
      await choose(ann, "What you can do about Ben", "Mute in the chat");
      await showChat(ben);
      await ben.say("hello?");
      await expect(ben.page.getByText("You are muted in this room.").first()).toBeVisible();
      await see(ben, "muted");
      await choose(ann, "What you can do about Ben", "Let them talk again");
    });

    await test.step("…shown out, which is taken back", async () => {
      await choose(ann, "What you can do about Ben", "Show out");
      await expect(ben.page.getByText("You were asked to leave")).toBeVisible();
      await see(ben, "shown-out");
      await choose(ann, "More", "Who did what");
      await expect(ann.page.getByText("Ann showed out Ben")).toBeVisible();
      await see(ann, "activity");
      await ann.page.keyboard.press("Escape");
      await undo(ann, "Undo: Ann showed out Ben");
      await ben.page.getByRole("button", { name: "Try again" }).click();
      await ann.sees("Ben");
    });

    await test.step("…banned, which is taken back, too", async () => {
      await choose(ann, "What you can do about Ben", "Ban");
      await expect(ben.page.getByText("You cannot come in")).toBeVisible();
      await see(ben, "banned");
      await ben.page.getByRole("button", { name: "Try again" }).click();
      await expect(ben.page.getByText("You cannot come in")).toBeVisible();
      await undo(ann, "Undo: Ann banned Ben");
      await ben.page.getByRole("button", { name: "Try again" }).click();
      await expect(ben.page.getByRole("region", { name: "Stage" })).toBeVisible();
      await ann.sees("Ben");
    });

    await test.step("A line is deleted, the chat made slow, and the log says who did", async () => {
      await showChat(ben);
      await ben.say("a bad word");
      await showChat(ann);
      await ann.hears("a bad word");
      const remove = ann.page.getByRole("button", { name: /^Delete what Ben said/ });
      await remove.focus();
      await remove.press("Enter");
      await expect(ben.chat.getByText("a bad word")).toHaveCount(0);
      await choose(ann, "More", "Room settings");
      await ann.page.getByRole("radio", { name: "Slow", exact: true }).click();
      await expect(ben.page.getByText(/^Slow chat/)).toBeVisible();
      await ann.page.keyboard.press("Escape");
    });

    await test.step("The room is given away, and closed by whose it is now", async () => {
      await showPeople(ann);
      await ann.page.getByRole("button", { name: "Make Ben the host" }).click();
      await see(ann, "transfer");
      await ann.page.getByRole("dialog").getByRole("button", { name: "Make host" }).click();
      await expect(ann.page.getByText("Ben is in control", { exact: true }).first()).toBeVisible();
      await choose(ben, "More", "Who did what");
      for (const words of [
        "gave the room to Ben",
        "made the chat slow",
        "deleted a line of Ben",
        "made an invitation",
      ]) {
        await expect(ben.page.getByText(`Ann ${words}`).first()).toBeVisible();
      }
      await see(ben, "activity-of-new-host");
      await ben.page.keyboard.press("Escape");
      await choose(ben, "More", "Close the room");
      await see(ben, "closing");
      await ben.page.getByRole("button", { name: "Close it for everyone" }).click();
      await expect(ann.page.getByText("The room is closed")).toBeVisible();
      await expect(ben.page.getByText("what was said in it is deleted")).toBeVisible();
      await see(ann, "closed-guest");
      await see(ben, "closed-host");
    });
  });
}

test("The list shows a lock where a room asks for more than its link, and no room that wants not to be found", async ({
  person,
  server,
}) => {
  await open(server.url, "Locked lounge", { listed: true, password: "popcorn" });
  await open(server.url, "Guests of honour", { listed: true, invite: true });
  await open(server.url, "Nobody's business", { listed: false });
  await openRoom(server.url, "Open house");
  const ann = await person("Ann");

  await ann.page.goto("/");

  await expect(ann.page.getByRole("link", { name: /Locked lounge.*asks for a password/ })).toBeVisible({
    timeout: 20_000,
  });
  await expect(ann.page.getByRole("link", { name: /Guests of honour.*for invited people/ })).toBeVisible();
  await expect(ann.page.getByRole("link", { name: /Open house/ })).not.toHaveAccessibleName(/password|invited/);
  await expect(ann.page.getByText("Nobody's business")).toHaveCount(0);
  await ann.page.setViewportSize({ width: 390, height: 844 });
  await look(ann.page, "list-narrow");
  await ann.page.getByRole("link", { name: /Locked lounge/ }).click();
  await expect(ann.page.getByRole("textbox", { name: "Password of the room" })).toBeVisible();
});

test("An invitation that was taken back says so, and what to do", async ({ person, server }) => {
  const room = await openRoom(server.url);
  const ann = await person("Ann");
  await ann.enterAsHost(room);
  await choose(ann, "More", "Who may come in");
  await ann.page.getByRole("radio", { name: "Need an invitation" }).click();
  await ann.page.getByRole("button", { name: "Copy an invitation" }).click();
  await expect(ann.page.getByText("Not used yet")).toBeVisible();
  const link = await ann.page.evaluate(() => navigator.clipboard.readText());
  await ann.page.getByRole("button", { name: /^Take back the invitation/ }).click();
  await expect(ann.page.getByText("Not used yet")).toHaveCount(0);
  const ben = await person("Ben");

  await ben.page.goto(link);
  await ben.page.getByRole("button", { name: "Join", exact: true }).click();

  await expect(ben.page.getByRole("alert")).toContainText("Ask whoever sent it for a new one.");
  await expect(ben.page.getByText("This room is for invited people.")).toBeVisible();
  await expect(ben.page.getByRole("button", { name: "Join", exact: true })).toBeDisabled();
  await look(ben.page, "invitation-spent");
});

for (const size of ["wide", "narrow"] as const) {
  test(`Who is made moderator later invites a guest, and lets in who was banned before, ${size}`, async ({
    person,
    server,
  }) => {
    const room = await openRoom(server.url);
    const ann = await sized(person, "Ann", size);
    const mia = await sized(person, "Mia", size);
    const ben = await sized(person, "Ben", size);
    const cat = await sized(person, "Cat", size);
    await ann.enterAsHost(room);
    await ben.enter(room.roomId);
    await mia.enter(room.roomId);
    await showPeople(ann);
    await choose(ann, "What you can do about Ben", "Ban");
    await expect(ben.page.getByText("You cannot come in")).toBeVisible();
    await choose(mia, "More", "Who did what");
    await expect(mia.page.getByText("Ann banned Ben")).toBeVisible();
    await expect(mia.page.getByRole("region", { name: "Kept out" })).toHaveCount(0);
    await mia.page.keyboard.press("Escape");
    await choose(ann, "More", "Who may come in");
    await ann.page.getByRole("radio", { name: "Need an invitation" }).click();
    await ann.page.keyboard.press("Escape");
    await choose(ann, "What you can do about Mia", "Make moderator");

    await test.step("The moderator's invitation lets a guest in", async () => {
      await choose(mia, "More", "Invite people");
      await mia.page.getByRole("radio", { name: "One person" }).check();
      await look(mia.page, `invite-moderator-${size}`);
      await mia.page.getByRole("button", { name: "Copy an invitation" }).click();
      await expect(mia.page.getByText("Used 0 of 1")).toBeVisible();
      const link = await mia.page.evaluate(() => navigator.clipboard.readText());
      await mia.page.keyboard.press("Escape");
      await cat.page.goto(link);
      await cat.join();
      await showPeople(mia);
      await mia.sees("Cat");
    });

    await test.step("Who was banned is let in again, by keyboard", async () => {
      await choose(mia, "More", "Who did what");
      const out = mia.page.getByRole("region", { name: "Kept out" });
      await expect(out.getByRole("listitem")).toHaveText(/^Benfor good/);
      await look(mia.page, `kept-out-${size}`);
      await out.getByRole("button", { name: "Let Ben in again" }).focus();
      await mia.page.keyboard.press("Enter");
      await expect(out.getByText("Nobody is kept out.")).toBeVisible();
      await expect(out.getByRole("status")).toHaveText("Ben may come in again.");
      // What was pressed is gone; the next Tab goes on from where it was.
      await expect(out).toBeFocused();
      await look(mia.page, `kept-out-nobody-${size}`);
      await ben.page.getByRole("button", { name: "Try again" }).click();
      await expect(ben.page.getByRole("region", { name: "Stage" })).toBeVisible();
    });

    await test.step("The list follows what others do while it is open", async () => {
      await choose(ann, "What you can do about Cat", "Show out");
      await expect(mia.page.getByRole("region", { name: "Kept out" }).getByText("Cat")).toBeVisible();
    });
  });
}

test("Where everyone may pause and seek, who does it all the time is told when they may again", async ({
  person,
  server,
}) => {
  const room = await openRoom(server.url);
  const ann = await person("Ann");
  await ann.enterAsHost(room);
  const ben = await person("Ben");
  const answers = answersTo(ben);
  await ben.enter(room.roomId);
  await choose(ann, "More", "Room settings");
  await ann.page.getByRole("radio", { name: "Everyone", exact: true }).click();
  await expect(ben.page.getByText("Everyone may play, pause and seek")).toBeVisible();
  await ben.page
    .getByRole("heading", { level: 1 })
    .focus()
    .catch(() => {});

  const told = ben.page.getByText("You can again in 8 seconds.").first();
  for (let press = 0; press < 30 && !(await told.isVisible()); press++) {
    const before = answers();
    await ben.page.keyboard.press("l");
    await expect.poll(answers, { intervals: [50] }).toBeGreaterThan(before);
  }

  await expect(told).toBeVisible();
  await look(ben.page, "rationed");
});

test("A seat that expired while its guest was away leads to the door", async ({ person, server }) => {
  const room = await openRoom(server.url);
  const ben = await person("Ben");
  await ben.enter(room.roomId);
  await ben.page.routeWebSocket("/ws", (socket) => {
    socket.onMessage(() => {
      socket.send(JSON.stringify({ type: "error", code: "expired", message: "" }));
      socket.close();
    });
  });

  await ben.page.reload();

  await expect(ben.page.getByText("Your seat has expired")).toBeVisible();
  await ben.page.getByRole("button", { name: "To the door" }).click();
  await expect(ben.page.getByRole("button", { name: "Join", exact: true })).toBeVisible();
});

test("Who guesses passwords is told when to come back", async ({ person, guessed }) => {
  const { roomId } = await open(guessed.url, "Locked lounge", { listed: false, password: "popcorn" });
  const ben = await person("Ben");
  await ben.page.goto(`${guessed.url}/room/${roomId}`);
  const password = ben.page.getByRole("textbox", { name: "Password of the room" });
  const join = ben.page.getByRole("button", { name: "Join", exact: true });

  for (let guess = 0; guess < 12 && (await join.isEnabled()); guess++) {
    await password.fill(`guess ${guess}`);
    const answer = ben.page.waitForResponse(/tokens$/);
    await join.click();
    await answer;
    await expect(ben.page.getByText(/That is not the password|Too many tries from here/)).toBeVisible();
  }

  await expect(ben.page.getByText(/Too many tries from here\. Try again in \d+:\d\d\./)).toBeVisible();
  await expect(join).toBeDisabled();
  await look(ben.page, "guesses");
});

/** How many of their orders the room has answered so far, from the next page on. */
function answersTo({ page }: Person): () => number {
  let answers = 0;
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => {
      const { type } = JSON.parse(String(payload)) as { type: string };
      if (type === "ack" || type === "error") answers++;
    }),
  );
  return () => answers;
}

async function sized(person: (name: string) => Promise<Person>, name: string, size: Size): Promise<Person> {
  const someone = await person(name);
  const [width, height] = SIZES[size];
  await someone.page.setViewportSize({ width, height });
  return someone;
}

async function open(server: string, roomName: string, access: object): Promise<{ roomId: string }> {
  const answer = await fetch(`${server}/api/rooms`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ roomName, access }),
  });
  expect(answer.status).toBe(201);
  return (await answer.json()) as { roomId: string };
}

async function choose(person: Person, menu: string, item: string): Promise<void> {
  await person.page.getByRole("button", { name: menu }).click();
  await person.page.getByRole("button", { name: item, exact: true }).click();
}

async function undo(person: Person, what: string): Promise<void> {
  await choose(person, "More", "Who did what");
  const deeds = person.page.getByRole("list", { name: "Who did what" }).getByRole("listitem");
  const before = await deeds.count();
  await person.page.getByRole("button", { name: what }).first().click();
  // The way back is a deed too, and a jump back one that can be undone again.
  await expect.poll(() => deeds.count()).toBeGreaterThan(before);
  await person.page.keyboard.press("Escape");
}

/** Where the window is narrow, people and chat are tabs. */
async function showPeople({ page }: Person): Promise<void> {
  const tab = page.getByRole("tab", { name: /People/ });
  if ((await tab.count()) > 0) await tab.click();
}

async function showChat({ page }: Person): Promise<void> {
  const tab = page.getByRole("tab", { name: /Chat/ });
  if ((await tab.count()) > 0) await tab.click();
}

/** For a person to look at; what a machine can tell is checked on the way. */
async function look(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `test-results/screens/doors-${name}.png` });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect.soft(violations, name).toEqual([]);
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect.soft(sideways, name).toBeLessThanOrEqual(0);
}
