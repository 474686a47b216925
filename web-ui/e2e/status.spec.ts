import { expect, test } from "./fixtures";
import { status } from "./rooms";

test("The example track goes on by itself, for anyone who asks", async ({ server }) => {
  const answer = await fetch(`${server.url}/status`, { headers: { origin: "https://example.org" } });
  const first = (await answer.json()) as Awaited<ReturnType<typeof status>> & { track_url: string; duration: number };

  expect(answer.headers.get("access-control-allow-origin")).toBe("*");
  expect(first.is_playing).toBe(true);
  expect((await fetch(first.track_url, { headers: { range: "bytes=0-99" } })).status).toBe(206);
  let before = first;
  for (let i = 0; i < 20; i++) {
    const next = await status(server.url, "example");
    const moved = (next.timestamp - before.timestamp + first.duration) % first.duration;
    const passed = (next.server_time - before.server_time) / 1000;
    expect(Math.abs(moved - passed)).toBeLessThan(0.05);
    before = { ...before, ...next };
  }
});

test("The Twitch panel starts silent and plays in step once asked to", async ({ person }) => {
  const viewer = await person("Viewer");
  await viewer.page.goto("/twitch/try.html");
  const panel = viewer.page.frameLocator("iframe");

  await panel.getByRole("button", { name: "Listen to the music" }).first().click();

  const frame = viewer.page.frames().find((candidate) => candidate.url().includes("/twitch/panel.html"));
  await expect.poll(() => frame?.evaluate(() => document.querySelector("audio")?.paused)).toBe(false);
});
