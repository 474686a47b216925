import { Server } from "../../ops/launch/spawn.mjs";
import { expect, test } from "./fixtures";
import { Person } from "./person";
import { openRoom } from "./rooms";

/** Short enough that a pause outlives it. */
const URL_LIFE = "3s";

test("A film goes on after a pause that its address does not outlive, without being loaded anew", async ({
  browser,
}) => {
  const server = await Server.create({ name: "e2e-film", environment: { TUTTI_MEDIA_URL_TTL: URL_LIFE } });
  await server.start();
  const context = await browser.newContext({ baseURL: server.url });
  try {
    const room = await openRoom(server.url);
    const ann = await Person.sitDown(await context.newPage(), "Ann", server.url);
    const asked: string[] = [];
    const refused: string[] = [];
    ann.page.on("response", (response) => {
      if (response.url().includes("/bcdn_token=")) asked.push(response.url());
      if (response.status() >= 400) refused.push(response.url());
    });
    await ann.enterAsHost(room);
    await ann.playButton.click();
    await expect.poll(() => ann.isPlaying()).toBe(true);
    await ann.page.evaluate(() => {
      const emptied = () => document.body.setAttribute("data-emptied", "yes");
      document.querySelector("video")?.addEventListener("emptied", emptied);
    });

    await ann.pauseButton.click();
    await expect.poll(async () => (await fetch(asked[0] ?? "")).status).toBe(403);
    const before = asked.length;
    await ann.playButton.click();
    await expect.poll(() => ann.isPlaying()).toBe(true);
    // So short a film is all there by now; in another quality it is not.
    await ann.page.getByRole("button", { name: "Quality and speed" }).click();
    for (const quality of ["270p", "540p"]) await ann.page.getByText(quality, { exact: true }).click();

    await expect.poll(() => asked.slice(before).filter((url) => url.includes(".m4s")).length).toBeGreaterThan(0);
    expect(refused).toEqual([]);
    expect(asked.filter((url) => url.endsWith("master.m3u8"))).toHaveLength(1);
    expect(await ann.page.evaluate(() => document.body.getAttribute("data-emptied"))).toBeNull();
    await ann.isInStep(room.roomId);
  } finally {
    await context.close();
    await server.dispose();
  }
});
