import AxeBuilder from "@axe-core/playwright";
import type { Page, WebSocketRoute } from "@playwright/test";
import { expect, test } from "./fixtures";
import { headsetOf } from "./headset";
import type { Person } from "./person";
import { openRoom } from "./rooms";

test.use({
  launchOptions: async ({ launchOptions }, use) =>
    use({
      ...launchOptions,
      args: [
        ...(launchOptions.args ?? []),
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        "--autoplay-policy=document-user-activation-required",
      ],
    }),
});

/** On a busy machine a little after the others; that it is heard is what matters here. */
const HEARD = /^You hear Ann/;

const SIZES = { wide: [1280, 800], narrow: [390, 844] } as const;

test("A host's microphone is heard by a guest, goes on after the host's page is loaded again, and stops", async ({
  person,
  server,
}) => {
  const room = await openRoom(server.url);
  const ann = await person("Ann");
  await ann.page.context().grantPermissions(["microphone"]);
  await ann.enterAsHost(room);
  const ben = await person("Ben");
  await listenIn(ben.page);
  const headset = await headsetOf(ben.page);
  const reports = reportsOf(ben.page);
  await ben.enter(room.roomId);

  await ann.page.getByRole("button", { name: "Share your sound" }).click();
  await share(ann);
  const live = ben.page.getByRole("region", { name: "Live sound" });
  await expect(live.getByText(HEARD)).toBeVisible({ timeout: 20_000 });
  await isHeard(ben.page);
  await expect
    .poll(() => reports.at(-1))
    .toMatchObject({ lateP95Ms: expect.any(Number), bufferMs: expect.any(Number), driftMs: expect.any(Number) });
  await live.getByRole("button", { name: "Mute" }).click();
  await expect.poll(() => loudestOf(ben.page, 1.5), { intervals: [0] }).toBeLessThan(0.001);
  // Plain zeros would be taken off the sound card.
  expect(await loudestOf(ben.page, 0.2)).toBeGreaterThan(0);
  await live.getByRole("button", { name: "Unmute" }).click();
  await isHeard(ben.page);
  // The room has a film as well, and its keys are the film's.
  await headset.press("pause");
  await expect(live.getByRole("button", { name: "Mute" })).toBeVisible();
  await expect(ann.page.getByRole("button", { name: "Stop sharing" })).toBeVisible();
  await live.getByRole("button", { name: /In step|Details/ }).click();
  await expect(ben.page.getByText("From host to ear")).toBeVisible();
  await expect(ben.page.getByText(/^\d+ kbit\/s$/)).toBeVisible();
  await look(ann.page, "host", "Stop sharing");
  await look(ben.page, "guest");
  await ben.page.keyboard.press("Escape");

  await ann.reload();
  // The browser gives the microphone unasked: nobody has to press anything.
  await expect(ann.page.getByRole("heading", { name: "You are live" })).toBeVisible();
  await expect(live.getByText(HEARD)).toBeVisible({ timeout: 20_000 });
  await isHeard(ben.page);

  await ann.page.getByRole("button", { name: "Stop sharing" }).click();
  await expect(live.getByText("Ann has stopped sharing", { exact: true })).toBeVisible();
  expect(await headset.has("pause")).toBe(true);
  await look(ben.page, "guest-stopped");
});

test("A host whose server hands it on, and who then is away for a while, is heard on, in an epoch after the other", async ({
  person,
  server,
}) => {
  const room = await openRoom(server.url);
  const ann = await person("Ann");
  await ann.page.context().grantPermissions(["microphone"]);
  const wires = await wiresOf(ann.page);
  await ann.enterAsHost(room);
  const ben = await person("Ben");
  await listenIn(ben.page);
  await ben.enter(room.roomId);
  await ann.page.getByRole("button", { name: "Share your sound" }).click();
  await share(ann);
  const live = ben.page.getByRole("region", { name: "Live sound" });
  await expect(live.getByText(HEARD)).toBeVisible({ timeout: 20_000 });
  const first = wires.epoch();

  wires.drain();
  await expect.poll(wires.opened).toBe(2);
  await expect.poll(wires.epoch).toBeGreaterThan(first);
  const second = wires.epoch();
  await isHeard(ben.page);
  await expect(live.getByText(HEARD)).toBeVisible();
  await expect(ann.page.getByRole("heading", { name: "You are live" })).toBeVisible();

  await wires.cut();
  await expect(live.getByText("has lost the connection. Waiting…")).toBeVisible();
  wires.mend();
  await expect(live.getByText("Ann is back")).toBeVisible();
  await isHeard(ben.page);
  await expect(live.getByText(HEARD)).toBeVisible();
  expect(wires.epoch()).toBeGreaterThan(second);
});

interface Wires {
  /** Of the newest frame of sound that the page has sent. */
  epoch: () => number;
  opened: () => number;
  /** The page hears of its server's end as of any; both its wires lead to the same one. */
  drain: () => void;
  cut: () => Promise<void>;
  mend: () => void;
}

/** Stands in the way of what this page and the server say to each other. */
async function wiresOf(page: Page): Promise<Wires> {
  let newest: { readonly page: WebSocketRoute; readonly server: WebSocketRoute } | null = null;
  let epoch = 0;
  let opened = 0;
  let isCut = false;
  await page.routeWebSocket(/\/ws$/, (wire) => {
    if (isCut) {
      void wire.close({ code: 1011 });
      return;
    }
    opened += 1;
    const server = wire.connectToServer();
    newest = { page: wire, server };
    wire.onMessage((message) => {
      if (typeof message !== "string") epoch = message.readUInt32BE(4);
      server.send(message);
    });
  });
  return {
    epoch: () => epoch,
    opened: () => opened,
    drain: () =>
      newest?.page.send(
        JSON.stringify({ type: "bye", code: "draining", reason: "", mayReturn: true, retryAfterMs: 100 }),
      ),
    async cut() {
      isCut = true;
      await newest?.server.close();
      await newest?.page.close({ code: 1011 });
    },
    mend() {
      isCut = false;
    },
  };
}

async function share({ page }: Person): Promise<void> {
  await page.getByRole("radio", { name: /A microphone/ }).check();
  await page.getByRole("button", { name: "Start sharing" }).click();
}

/** Puts a meter before the loudspeaker of this page: what it shows is what would be heard. */
async function listenIn(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const connect = AudioNode.prototype.connect as (this: AudioNode, to: AudioNode) => AudioNode;
    AudioNode.prototype.connect = function (this: AudioNode, to: AudioNode) {
      if (to instanceof AudioDestinationNode) {
        const meter = new AnalyserNode(this.context, { fftSize: 8_192 });
        connect.call(this, meter);
        Object.assign(window, { meter });
      }
      return connect.call(this, to);
    } as typeof AudioNode.prototype.connect;
  });
}

/** The loudest sample of the next seconds: the browser's false microphone beeps once a second, and is silent between. */
function loudestOf(page: Page, seconds: number): Promise<number> {
  return page.evaluate(async (duringS) => {
    const { meter } = window as unknown as { meter: AnalyserNode };
    const samples = new Float32Array(meter.fftSize);
    const fromS = meter.context.currentTime + samples.length / meter.context.sampleRate;
    const givesUpMs = performance.now() + (duringS + 10) * 1_000;
    let loudest = 0;
    while (meter.context.currentTime < fromS + duringS) {
      if (performance.now() > givesUpMs) throw new Error(`the sound card stands still (${meter.context.state})`);
      await new Promise(requestAnimationFrame);
      if (meter.context.currentTime < fromS) continue;
      meter.getFloatTimeDomainData(samples);
      loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), loudest);
    }
    return loudest;
  }, seconds);
}

/** What this page tells the server of how it goes, as it tells it. */
function reportsOf(page: Page): Record<string, unknown>[] {
  const reports: Record<string, unknown>[] = [];
  page.on("websocket", (socket) =>
    socket.on("framesent", ({ payload }) => {
      const message = typeof payload === "string" ? JSON.parse(payload) : {};
      if (message.type === "report") reports.push(message);
    }),
  );
  return reports;
}

async function isHeard(page: Page): Promise<void> {
  await expect.poll(() => loudestOf(page, 1.5), { timeout: 15_000 }).toBeGreaterThan(0.01);
}

/** `button` is to be in sight without scrolling. */
async function look(page: Page, name: string, button?: string): Promise<void> {
  for (const [size, [width, height]] of Object.entries(SIZES)) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: test.info().outputPath(`${name}-${size}.png`) });
    if (button !== undefined) await expect(page.getByRole("button", { name: button })).toBeInViewport({ ratio: 0.95 });
    expect.soft((await new AxeBuilder({ page }).analyze()).violations, `${name}, ${size}`).toEqual([]);
  }
  await page.setViewportSize({ width: SIZES.wide[0], height: SIZES.wide[1] });
}
