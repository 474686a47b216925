import { expect, type Locator, type Page } from "@playwright/test";
import { type OpenedRoom, status } from "./rooms";

/** Somebody in front of a browser, who finds things by what they are called. */
export class Person {
  private constructor(
    readonly page: Page,
    readonly name: string,
    private readonly server: string,
  ) {}

  static async sitDown(page: Page, name: string, server: string): Promise<Person> {
    await page.addInitScript((kept) => localStorage.setItem("tutti.name", kept), name);
    return new Person(page, name, server);
  }

  /** Into the room as its host, with the token that opening it gave. */
  async enterAsHost(room: OpenedRoom): Promise<void> {
    await this.page.addInitScript(
      ([key, seat]) => {
        if (localStorage.getItem(key) === null) localStorage.setItem(key, seat);
      },
      [`tutti.room.${room.roomId}`, JSON.stringify({ token: room.token, userId: room.hostId })] as const,
    );
    await this.page.goto(`/room/${room.roomId}`);
    await expect(this.composer).toBeVisible();
  }

  async enter(roomId: string): Promise<void> {
    await this.page.goto(`/room/${roomId}`);
    await this.join();
  }

  async join(): Promise<void> {
    await this.page.getByRole("button", { name: "Join", exact: true }).click();
    await expect(this.composer).toBeVisible();
  }

  /** Who has a seat goes straight in; the browser then wants a click before it lets sound out. */
  async reload(): Promise<void> {
    await this.page.reload();
    await expect(this.composer).toBeVisible();
  }

  get composer(): Locator {
    return this.page.getByRole("textbox", { name: "Say something" });
  }

  get playButton(): Locator {
    return this.page.getByRole("button", { name: "Play", exact: true }).first();
  }

  get pauseButton(): Locator {
    return this.page.getByRole("button", { name: "Pause", exact: true }).first();
  }

  get seekBar(): Locator {
    return this.page.getByRole("slider", { name: "Seek" });
  }

  get people(): Locator {
    return this.page.getByRole("list", { name: "People" });
  }

  get chat(): Locator {
    return this.page.getByRole("log", { name: "What was said" });
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
  }

  async hears(text: string): Promise<void> {
    await expect(this.chat.getByText(text, { exact: true })).toHaveCount(1);
  }

  async sees(other: string): Promise<void> {
    await expect(this.people.getByText(other, { exact: true })).toBeVisible();
  }

  /** As a hand does it: the controls hide while the pointer rests, and come up when it moves. */
  async seekTo(share: number): Promise<void> {
    const box = await this.seekBar.boundingBox();
    if (!box) throw new Error("the seek bar is not on the page");
    const [x, y] = [box.x + box.width * share, box.y + box.height / 2];
    await this.page.mouse.move(x, y - 60);
    await this.page.mouse.move(x, y, { steps: 5 });
    await this.page.mouse.click(x, y);
  }

  isPlaying(): Promise<boolean> {
    return this.page.evaluate(() => {
      const media = document.querySelector<HTMLMediaElement>("video, audio");
      return media !== null && !media.paused && media.readyState >= 3;
    });
  }

  positionS(): Promise<number> {
    return this.page.evaluate(() => document.querySelector<HTMLMediaElement>("video, audio")?.currentTime ?? -1);
  }

  /** How far this player stands from the room, in seconds: position and room are read as close together as they can be. */
  async errorS(roomId: string): Promise<number> {
    const before = performance.now();
    const room = await status(this.server, roomId);
    const asked = performance.now();
    const position = await this.positionS();
    const now = performance.now();
    const between = (now + asked) / 2 - (asked + before) / 2;
    return position - (room.timestamp + (room.is_playing ? between / 1000 : 0));
  }

  async isInStep(roomId: string, withinS = 0.25): Promise<void> {
    await expect.poll(async () => Math.abs(await this.errorS(roomId)), { intervals: [100] }).toBeLessThan(withinS);
  }
}
