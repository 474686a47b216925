import { expect, test } from "./fixtures";
import { openRoom } from "./rooms";

test.describe("The host's", () => {
  test("play, pause and seek arrive at the guest", async ({ person, server }) => {
    const room = await openRoom(server.url);
    const ann = await person("Ann");
    await ann.enterAsHost(room);
    const ben = await person("Ben");
    await ben.enter(room.roomId);

    await ann.playButton.click();
    await expect.poll(() => ben.isPlaying()).toBe(true);
    await ben.isInStep(room.roomId);
    await ann.isInStep(room.roomId);

    await ann.seekTo(0.5);
    await expect.poll(() => ben.positionS()).toBeGreaterThan(50);
    await ben.isInStep(room.roomId);

    await ann.pauseButton.click();
    await expect.poll(() => ben.isPlaying()).toBe(false);
    await ben.isInStep(room.roomId, 0.05);
  });

  test("controls are not the guest's", async ({ person, server }) => {
    const room = await openRoom(server.url);
    const ann = await person("Ann");
    await ann.enterAsHost(room);
    const ben = await person("Ben");
    await ben.enter(room.roomId);
    await ann.sees("Ben");

    await ben.page.locator("body").press("k");

    await expect(ben.page.getByText("Ann is in control").first()).toBeVisible();
    expect(await ben.isPlaying()).toBe(false);
    expect(await ann.isPlaying()).toBe(false);
  });

  test("room is closed for everyone by its host", async ({ person, server }) => {
    const room = await openRoom(server.url);
    const ben = await person("Ben");
    await ben.enter(room.roomId);

    const answer = await fetch(`${server.url}/api/rooms/${room.roomId}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${room.token}` },
    });

    expect(answer.status).toBe(200);
    await expect(ben.page.getByText("The room is closed")).toBeVisible();
    expect((await fetch(`${server.url}/api/rooms/${room.roomId}`)).status).toBe(410);
  });
});

test("A late joiner lands in the middle of it", async ({ person, server }) => {
  const room = await openRoom(server.url);
  const ann = await person("Ann");
  await ann.enterAsHost(room);
  await ann.playButton.click();
  await expect.poll(() => ann.positionS()).toBeGreaterThan(5);
  const ben = await person("Ben");
  await ben.page.goto(`/room/${room.roomId}`);
  const join = ben.page.getByRole("button", { name: "Join", exact: true });
  await join.waitFor();

  await join.click();

  // How long that takes is the drift bench's to say: machines that run tests do other work as well.
  await expect
    .poll(async () => (await ben.isPlaying()) && Math.abs(await ben.errorS(room.roomId)) < 0.25, { intervals: [50] })
    .toBe(true);
});
