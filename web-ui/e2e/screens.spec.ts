import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import {
  ANN,
  line,
  PLAYED_ROOM,
  type PlayedRoom,
  person,
  playing,
  playRoom,
  type Stagehand,
  standing,
} from "./playedRoom";

/**
 * Every screen in every state, for a person to look at: the pictures are in test-results/screens. What a machine can
 * tell is checked on the way: axe finds nothing, nothing scrolls sideways, what is pressed is large enough.
 */
// The pictures say more than a trace would, and cost a fifth of it.
test.use({ reducedMotion: "reduce", trace: "off" } as object);
test.describe.configure({ mode: "parallel" });

const SIZES = { wide: [1440, 900], narrow: [390, 844], small: [320, 640], lying: [844, 390] } as const;

interface Look {
  size?: keyof typeof SIZES;
  light?: boolean;
}

async function look(page: Page, name: string, { size = "wide", light = false }: Look = {}): Promise<void> {
  const [width, height] = SIZES[size];
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: light ? "light" : "dark", reducedMotion: "reduce" });
  await still(page);
  const picture = `${name}${size === "wide" ? "" : `-${size}`}${light ? "-light" : ""}.png`;
  await page.screenshot({ path: `test-results/screens/${picture}` });
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    // The other way opens a second page to put frames together; there are none here.
    .setLegacyMode(true)
    .analyze();
  expect(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`),
    picture,
  ).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), picture).toBeLessThanOrEqual(0);
  expect(await tooSmall(page), picture).toEqual([]);
}

/** Nothing on the page is about to look different: letters, pictures and the film are there, and nothing moves on its way. */
async function still(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const failed = document.querySelector("[role=alert]") !== null;
    return (
      document.fonts.status === "loaded" &&
      [...document.images].every((image) => image.complete) &&
      [...document.querySelectorAll<HTMLMediaElement>("video, audio")].every(
        (media) =>
          media.src === "" ||
          failed ||
          // Past the last frame there is none to wait for.
          media.currentTime >= media.duration ||
          media.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA,
      ) &&
      document
        .getAnimations()
        .every(
          (animation) =>
            animation.playState !== "running" ||
            animation.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY,
        )
    );
  });
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** Links within text may be as small as text, and what is small to the eye may be large to the finger. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("button, a, input:not([type=radio]), textarea, [role=tab]")]
      .filter((target) => target.checkVisibility() && !target.closest("p") && target.dataset.tone === undefined)
      .map((target) => ({ target, box: target.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 1 && (box.width < 39.5 || box.height < 39.5))
      .map(({ target, box }) => `${target.ariaLabel ?? target.textContent}: ${box.width}×${box.height}`),
  );
}

const FULL_LIST = [
  ["k3v9xq2m7p", "Friday film", "Ann", 12, "video", "Sintel"],
  ["example", "The example track", "tutti", 3, "track", null],
  [
    "abcd2345fg",
    "A room with quite a long name that will not fit on a line",
    "Maximiliane Hohenstein",
    1204,
    "video",
    "x",
  ],
  ["zz99aabbcc", "Rainy day film", null, 0, "video", null],
].map(([roomId, roomName, hostName, guestCount, kind, title]) => ({
  ...{ roomId, roomName, hostName, guestCount, kind, title },
  ...{ hostId: "u", isLive: false, createdAt: 1 },
}));

test.describe("The first page", () => {
  const listing = (page: Page, rooms: object[], next: string | null = null) =>
    page.route("**/api/rooms?*", (route) => route.fulfill({ json: { rooms, next } }));

  test("with many rooms, in both themes and every size", async ({ page }) => {
    await listing(page, FULL_LIST, "more");
    await page.goto("/");
    await expect(page.getByRole("link", { name: /Friday film/ })).toBeVisible();
    for (const light of [false, true]) {
      for (const size of ["wide", "narrow", "small"] as const) await look(page, "home", { size, light });
    }
  });

  test("without rooms, and without a list", async ({ page }) => {
    await listing(page, []);
    await page.goto("/");
    await expect(page.getByText("No open rooms yet.")).toBeVisible();
    await look(page, "home-empty");
    await page.route("**/api/rooms?*", (route) => route.fulfill({ status: 503, json: { code: "unavailable" } }));
    await page.reload();
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    await look(page, "home-failed", { light: true });
  });

  test("with its sheet open", async ({ page }) => {
    await listing(page, FULL_LIST);
    await page.goto("/");
    await page.getByRole("button", { name: /Watch a video/ }).click();
    await expect(page.getByRole("radio").first()).toBeChecked();
    await look(page, "open");
    await page.getByRole("radio", { name: /Paste a link/ }).check();
    await page.getByLabel("Link to the stream").fill("ftp://example.org/film");
    await look(page, "open-wrong-link", { size: "narrow", light: true });
    await page.getByRole("button", { name: /Play a track/ }).click();
    await look(page, "open-track", { size: "small" });
  });
});

test("An address that leads nowhere", async ({ page }) => {
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", { name: "Nothing plays here" })).toBeVisible();
  await look(page, "not-found");
});

test.describe("The door", () => {
  for (const [name, played] of [
    ["door", {}],
    ["door-empty", { people: [] }],
    ["door-gone", { gone: true }],
  ] as const) {
    test(name, async ({ page }) => {
      await playRoom(page, { ...played, stranger: true });
      await page.goto(`/room/${PLAYED_ROOM}`);
      await expect(
        page.getByRole("heading", { name: "gone" in played ? "This room is gone" : "Friday film" }),
      ).toBeVisible();
      await look(page, name);
      await look(page, name, { size: "small", light: true });
    });
  }
});

const seated = async (page: Page, played: PlayedRoom = {}): Promise<Stagehand> => {
  const stagehand = await playRoom(page, played);
  await page.goto(`/room/${PLAYED_ROOM}`);
  await expect(page.getByRole("region", { name: "Stage" })).toBeVisible();
  await still(page);
  return stagehand;
};

test.describe("The room", () => {
  test("for a guest, in both themes and every size", async ({ page }) => {
    await seated(page);
    for (const light of [false, true]) {
      for (const size of ["wide", "narrow", "small", "lying"] as const) await look(page, "room", { size, light });
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByRole("tab", { name: /People/ }).click();
    await look(page, "people", { size: "narrow" });
  });

  test("for its host, alone, before anything plays", async ({ page }) => {
    await seated(page, { host: true, people: [], chat: [], state: standing() });
    for (const size of ["wide", "small"] as const) await look(page, "host-alone", { size });
  });

  test("with news: a pause, applause, a line", async ({ page }) => {
    const { send } = await seated(page);
    send({ type: "state", ...playing({ isPlaying: false, baseMediaTime: 45, version: 8, reason: "pause" }) });
    for (const emoji of ["👏", "❤️", "🎉"]) {
      send({ type: "reaction", from: { id: "u-cleo", name: "Cleo", role: "guest" }, emoji, serverTime: Date.now() });
    }
    send({ type: "chat", ...line(8, ANN, "Who wants tea?") });
    await expect(page.getByText("Ann paused at 0:45")).toBeVisible();
    await look(page, "news");
  });

  test("with a long chat, read back", async ({ page }) => {
    const many = Array.from({ length: 60 }, (_, index) =>
      line(index + 100, ANN, `Line ${index} ${"la ".repeat(index % 9)}`),
    );
    const crowd = [ANN, ...Array.from({ length: 199 }, (_, index) => person(`m${index}`, `Guest ${index}`))];
    const { send } = await seated(page, { chat: many, chatMore: true, people: crowd, total: 1204 });
    await page.getByRole("log").hover();
    await page.mouse.wheel(0, -600);
    await expect(page.getByRole("button", { name: "To the newest" })).toBeVisible();
    for (const seq of [160, 161, 162]) send({ type: "chat", ...line(seq, ANN, `News ${seq}`) });
    await expect(page.getByRole("button", { name: "3 new lines" })).toBeVisible();
    await look(page, "chat-read-back");
  });

  test("with a line that was refused, and one too long", async ({ page }) => {
    const refuse: PlayedRoom["answer"] = (message, send) => {
      if (message.type !== "chat") return false;
      send({ type: "error", code: "rate-limited", message: "slower", re: message.id });
      return true;
    };
    await seated(page, { answer: refuse });
    const composer = page.getByRole("textbox", { name: "Say something" });
    await composer.fill("This will not get through");
    await composer.press("Enter");
    await expect(page.getByText("Not sent.")).toBeVisible();
    await composer.fill("x".repeat(512));
    await look(page, "chat-refused");
  });

  test("while the connection is lost", async ({ page }) => {
    const { cut } = await seated(page);
    await cut();
    await expect(page.getByText("Connection lost.").last()).toBeVisible();
    await look(page, "reconnecting");
    await look(page, "reconnecting", { size: "small", light: true });
  });

  for (const code of ["room-closed", "replaced", "room-full", "kicked", "banned", "expired", "internal"]) {
    test(`at its end: ${code}`, async ({ page }) => {
      const { send } = await seated(page);
      send({ type: "bye", code, reason: code, mayReturn: false });
      await expect(page.getByRole("region", { name: "Stage" })).toBeHidden();
      await look(page, `ended-${code}`);
    });
  }
});

test.describe("The stage", () => {
  const stages: [string, PlayedRoom][] = [
    ["empty", { host: true, state: standing({ src: null, title: null, duration: null }) }],
    ["error", { host: true, state: playing({ src: "/media/nothing/master.m3u8" }) }],
    ["waiting", { state: standing({ reason: "waiting" }) }],
    ["ended", { host: true, state: playing({ baseMediaTime: 119.8 }) }],
    ["track", { state: playing({ kind: "track", src: "/media/track/example.mp3", title: "Example", loop: true }) }],
  ];
  for (const [name, played] of stages) {
    test(name, async ({ page }) => {
      await seated(page, played);
      if (name === "error") await expect(page.getByRole("alert")).toBeVisible({ timeout: 20_000 });
      await look(page, `stage-${name}`);
      await look(page, `stage-${name}`, { size: "small", light: true });
    });
  }

  test("in full screen", async ({ page }) => {
    const { send } = await seated(page);
    await page.keyboard.press("f");
    send({ type: "chat", ...line(8, ANN, "Seen in full screen too."), serverTime: Date.now() });
    send({ type: "reaction", from: { id: "u-ann", name: "Ann", role: "host" }, emoji: "👏", serverTime: Date.now() });
    await look(page, "full-screen");
  });
});

test.describe("Over the room", () => {
  const menu = async (page: Page, item: string) => {
    await page.getByRole("button", { name: "More" }).click();
    await page.getByRole("dialog", { name: "More" }).getByRole("button", { name: item }).click();
  };
  const layers: [string, PlayedRoom, (page: Page) => Promise<void>][] = [
    ["step", {}, (page) => page.locator("button[data-tone]").click()],
    ["menu", { host: true }, (page) => page.getByRole("button", { name: "More" }).click()],
    ["quality", { host: true }, (page) => page.getByRole("button", { name: "Quality and speed" }).click()],
    ["why", {}, (page) => page.getByRole("button", { name: "Ann is in control" }).click()],
    ["source", { host: true }, (page) => menu(page, "Change what plays")],
    [
      "settings",
      { host: true, settings: { chat: "slow", waitFor: "everyone" } },
      (page) => menu(page, "Room settings"),
    ],
    ["close", { host: true }, (page) => menu(page, "Close the room")],
    ["keys", {}, (page) => page.keyboard.press("?")],
  ];
  for (const [name, played, open] of layers) {
    test(name, async ({ page }) => {
      await seated(page, played);
      await page.getByRole("region", { name: "Stage" }).hover();
      await open(page);
      await look(page, `over-${name}`);
      await look(page, `over-${name}`, { size: "small", light: true });
    });
  }
});
