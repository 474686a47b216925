import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, LAUNCH, test, untilSent } from "./capturePages";
import type { Host } from "./pages/capture";

declare const host: Host;

/** Two seconds of 440 Hz on the left and 1 kHz on the right, over and over: what the microphone hears. */
function tones(): string {
  const frames = 2 * 48_000;
  const wav = Buffer.alloc(44 + frames * 4);
  wav.write("RIFF\0\0\0\0WAVEfmt ", "latin1");
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(48_000, 24);
  wav.writeUInt32LE(48_000 * 4, 28);
  wav.writeUInt16LE(4, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(frames * 4, 40);
  for (let at = 0; at < frames; at++) {
    wav.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * 440 * at) / 48_000)), 44 + at * 4);
    wav.writeInt16LE(Math.round(8_000 * Math.sin((2 * Math.PI * 1_000 * at) / 48_000)), 46 + at * 4);
  }
  const path = join(mkdtempSync(join(tmpdir(), "tutti-tones-")), "tones.wav");
  writeFileSync(path, wav);
  return path;
}

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      args: [
        ...LAUNCH,
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        `--use-file-for-fake-audio-capture=${tones()}`,
      ],
    }),
});

test.describe("A host with a microphone", () => {
  test.beforeEach(async ({ page, pages }) => {
    page.on("console", (message) => message.type() === "error" && expect.soft(message.text()).toBe(""));
    await page.goto(`${pages}capture.html`);
  });

  test("is heard in every tier that is in demand, in stereo, with exact times", async ({ page }) => {
    expect(await page.evaluate(() => host.start("microphone", "opus"))).toMatchObject({ kind: "ready" });
    await page.evaluate(() => {
      host.broadcaster()?.demand([0, 2]);
      host.broadcaster()?.granted({ broadcastId: "b1", epoch: 7 });
    });
    await untilSent(page, 2, 150);

    const frames = await page.evaluate(() => host.frames());
    expect(new Set(frames.map(({ tier }) => tier))).toEqual(new Set([0, 2]));
    for (const tier of [0, 2]) {
      const ofTier = frames.filter((frame) => frame.tier === tier);
      const [first] = ofTier;
      expect(ofTier.map(({ seq }) => seq)).toEqual(ofTier.map((_, index) => index));
      expect(ofTier.map(({ ptsUs }) => ptsUs - (first?.ptsUs ?? 0))).toEqual(ofTier.map((_, index) => index * 20_000));
      expect(ofTier.map(({ flags }) => flags)).toEqual(ofTier.map((_, index) => (index === 0 ? 4 : 0)));
      // 48 kHz, 20 ms, one Opus frame a packet.
      expect(new Set(ofTier.map(({ toc, kind, epoch }) => `${toc & 3} ${kind} ${epoch}`))).toEqual(new Set(["0 16 7"]));
      const age = ofTier.map(({ sentMs, ptsUs }) => sentMs - ptsUs / 1_000).sort((one, other) => one - other);
      // A browser works off some 10 ms of sound at once, so that a block may be there a little before its time.
      expect(age[0]).toBeGreaterThan(0);
      expect(age[75]).toBeLessThan(150);

      const [left, right] = await page.evaluate((which) => host.listen(which), tier);
      expect(left?.samples).toBeGreaterThan(100_000);
      expect(left?.peak).toBeGreaterThan(0.1);
      // Where the browser's own device drops a block, the tone is as loud, but less of it is found at its pitch.
      expect(left?.low).toBeGreaterThan(0.05);
      expect(right?.high).toBeGreaterThan(0.05);
      expect(left?.high).toBeLessThan(0.02);
      expect(right?.low).toBeLessThan(0.02);
    }
    const state = await page.evaluate(() => host.broadcaster()?.state());
    expect(state).toMatchObject({ phase: "live", tiers: [0, 2], warnings: [] });
    expect(state?.level.peak).toBeGreaterThan(0.1);
    expect(state?.bitrate).toBeGreaterThan(60);
  });

  test("plays what nobody hears, so that the browser leaves it on the sound card", async ({ page }) => {
    const scope = await page.evaluateHandle(() => {
      const { connect } = AudioNode.prototype;
      const found: { scope: AnalyserNode | null } = { scope: null };
      AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
        if (to instanceof AudioDestinationNode) {
          found.scope = new AnalyserNode(this.context);
          Reflect.apply(connect, this, [found.scope]);
        }
        return Reflect.apply(connect, this, [to]);
      } as typeof connect;
      return found;
    });
    await page.evaluate(() => host.start("microphone", "opus"));

    const loudest = () =>
      scope.evaluate(({ scope: seen }) => {
        const samples = new Float32Array(2_048);
        seen?.getFloatTimeDomainData(samples);
        return Math.max(...samples.map(Math.abs));
      });
    await expect.poll(loudest).toBeGreaterThan(0);
    expect(await loudest()).toBeLessThan(1e-9);
  });

  test("is silent while muted, with the time going on, and encodes no more than is asked for", async ({ page }) => {
    await page.evaluate(async () => {
      await host.start("microphone", "opus");
      host.broadcaster()?.demand([2]);
      host.broadcaster()?.granted({ broadcastId: "b1", epoch: 7 });
    });
    await untilSent(page, 2, 20);
    await page.evaluate(() => host.broadcaster()?.mute(true));
    await page.evaluate(() => host.forget());
    await untilSent(page, 2, 60);

    const [left, right] = await page.evaluate(() => host.listen(2));
    expect(left?.peak).toBeLessThan(0.001);
    expect(right?.peak).toBeLessThan(0.001);
    const frames = await page.evaluate(() => host.frames());
    expect(frames.every(({ tier }) => tier === 2)).toBe(true);
    expect(frames.map(({ ptsUs }) => ptsUs)).toEqual(
      frames.map((_, index) => (frames[0]?.ptsUs ?? 0) + index * 20_000),
    );

    await page.evaluate(() => {
      host.broadcaster()?.mute(false);
      host.broadcaster()?.demand([1]);
      host.forget();
    });
    await untilSent(page, 1, 60);
    expect((await page.evaluate(() => host.listen(1)))[0]?.low).toBeGreaterThan(0.1);
  });

  test("goes on after a reconnect, and ends when stopped", async ({ page }) => {
    await page.evaluate(async () => {
      await host.start("microphone", "opus");
      host.broadcaster()?.granted({ broadcastId: "b1", epoch: 7 });
    });
    await untilSent(page, 0, 30);
    await page.evaluate(() => host.broadcaster()?.interrupted());
    const before = (await page.evaluate(() => host.frames())).at(-1);
    // The level is told every 100 ms, connected or not.
    await page.evaluate(async () => {
      for (let told = 0; told < 3; told++) {
        await new Promise<void>((heard) => {
          const unsubscribe = host.broadcaster()?.subscribe(() => {
            unsubscribe?.();
            heard();
          });
        });
      }
    });
    await page.evaluate(() => {
      host.forget();
      host.broadcaster()?.granted({ broadcastId: "b1", epoch: 8 });
    });
    await untilSent(page, 0, 5);

    const [next] = await page.evaluate(() => host.frames());
    expect(next).toMatchObject({ epoch: 8, flags: 5 });
    const packets = (next?.seq ?? 0) - (before?.seq ?? 0);
    expect(packets).toBeGreaterThan(10);
    expect((next?.ptsUs ?? 0) - (before?.ptsUs ?? 0)).toBe(packets * 20_000);

    await page.evaluate(() => host.broadcaster()?.stop());
    expect(await page.evaluate(() => host.broadcaster()?.state())).toMatchObject({
      phase: "idle",
      tiers: [],
      label: "",
    });
  });

  test("sends plain samples where the browser does not encode", async ({ page }) => {
    await page.evaluate(async () => {
      await host.start("microphone", "pcm");
      host.broadcaster()?.granted({ broadcastId: "b1", epoch: 7 });
    });
    await untilSent(page, 3, 60);

    const frames = await page.evaluate(() => host.frames());
    expect(frames.every(({ kind, bytes }) => kind === 0x11 && bytes === 3_840)).toBe(true);
    const [left, right] = await page.evaluate(() => host.listen(3));
    expect(left?.low).toBeGreaterThan(0.1);
    expect(right?.high).toBeGreaterThan(0.1);
  });
});
