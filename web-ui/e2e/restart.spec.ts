import { expect, test } from "./fixtures";
import { openRoom } from "./rooms";

test("A killed and restarted server has its people back by itself, as themselves, with all they said", async ({
  person,
  server,
}) => {
  const room = await openRoom(server.url);
  const ann = await person("Ann");
  await ann.enterAsHost(room);
  const ben = await person("Ben");
  await ben.enter(room.roomId);
  await ann.playButton.click();
  await expect.poll(() => ben.isPlaying()).toBe(true);
  for (const line of ["one", "two", "three"]) {
    await ann.say(line);
    await ben.hears(line);
  }
  const seat = `tutti.room.${room.roomId}`;
  const who = (someone: typeof ann) =>
    someone.page.evaluate((key) => JSON.parse(localStorage.getItem(key) ?? "{}").userId, seat);
  const before = [await who(ann), await who(ben)];

  await server.stop("SIGKILL");
  await server.start();
  await ann.say("four");
  await ben.hears("four");

  expect([await who(ann), await who(ben)]).toEqual(before);
  for (const line of ["one", "two", "three", "four"]) {
    await ann.hears(line);
    await ben.hears(line);
  }
  await expect.poll(() => ben.isPlaying()).toBe(true);
  await ben.isInStep(room.roomId);
  await ann.isInStep(room.roomId);
});
