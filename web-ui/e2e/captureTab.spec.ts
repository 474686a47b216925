import { expect, LAUNCH, test, untilSent } from "./capturePages";
import type { Host } from "./pages/capture";

declare const host: Host;

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      // Muted as a whole, a tab has nothing to share.
      ignoreDefaultArgs: ["--mute-audio"],
      args: [...LAUNCH, "--auto-select-tab-capture-source-by-title=What plays"],
    }),
});

test.describe("A host with a tab", () => {
  test("shares what that plays", async ({ context, page, pages }) => {
    const player = await context.newPage();
    await player.goto(`${pages}capture.html`);
    await player.evaluate(async () => {
      document.title = "What plays";
      const sound = new AudioContext();
      const tone = new OscillatorNode(sound, { frequency: 440 });
      tone.connect(new GainNode(sound, { gain: 0.3 })).connect(sound.destination);
      tone.start();
      await sound.resume();
    });
    await page.goto(`${pages}capture.html`);

    expect(await page.evaluate(() => host.ability())).toMatchObject({ tab: { can: true }, codec: "opus" });
    expect(await page.evaluate(() => host.start("tab", "opus"))).toMatchObject({ kind: "ready" });
    await page.evaluate(() => host.broadcaster()?.granted({ broadcastId: "b1", epoch: 1 }));
    await untilSent(page, 0, 80);

    expect((await page.evaluate(() => host.listen(0)))[0]?.low).toBeGreaterThan(0.1);
    await player.close();
    await expect.poll(() => page.evaluate(() => host.broadcaster()?.state().warnings)).toContain("ended");
  });
});
