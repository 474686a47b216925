import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { askForUrl, createPass, type PlaybackUrl } from "./pass";

const LIFE_MS = 600_000;
const HOUR_MS = 3_600_000;

function server() {
  let asked = 0;
  let away = false;
  const ask = async (): Promise<PlaybackUrl> => {
    if (away) throw new Error("offline");
    asked += 1;
    return {
      url: `https://tutti.example/bcdn_token=t${asked}&token_path=%2Fmedia%2Ffilm%2F&expires=9/media/film/master.m3u8`,
      expiresAt: Date.now() + LIFE_MS,
    };
  };
  return {
    pass: createPass(ask, () => Date.now()),
    asked: () => asked,
    goAway: (gone: boolean) => {
      away = gone;
    },
  };
}

function piece(token: string): string {
  return `https://tutti.example/bcdn_token=${token}&token_path=%2Fmedia%2Ffilm%2F&expires=9/media/film/540p/7.m4s?a=b`;
}

describe("A pass", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("is asked for once, and by all who wait for it together", async () => {
    const { pass, asked } = server();

    const urls = await Promise.all([pass.url(), pass.url(), pass.renewed(piece("t0"))]);

    expect(asked()).toBe(1);
    expect(urls[0]).toContain("bcdn_token=t1&");
    expect(urls[2]).toBe(piece("t1"));
  });

  it("is renewed before it ends, while a film plays", async () => {
    const { pass, asked } = server();
    await pass.url();

    vi.advanceTimersByTime(LIFE_MS - 200_000);
    await pass.renewed(piece("t1"));
    expect(asked()).toBe(1);

    vi.advanceTimersByTime(100_000);
    expect(await pass.renewed(piece("t1"))).toBe(piece("t2"));
    expect(await pass.renewed(piece("t1"))).toBe(piece("t2"));
    expect(asked()).toBe(2);
  });

  it("is another one after a pause of an hour, and the pieces of the film go by it", async () => {
    const { pass } = server();
    await pass.url();

    vi.advanceTimersByTime(HOUR_MS);

    expect(await pass.renewed(piece("t1"))).toBe(piece("t2"));
  });

  it("is used to its end while there is no other, and then is none", async () => {
    const { pass, goAway } = server();
    await pass.url();
    goAway(true);

    vi.advanceTimersByTime(LIFE_MS - 1_000);
    expect(await pass.renewed(piece("t1"))).toBe(piece("t1"));
    vi.advanceTimersByTime(1_000);
    await expect(pass.renewed(piece("t1"))).rejects.toThrow("offline");

    goAway(false);
    expect(await pass.renewed(piece("t1"))).toBe(piece("t2"));
  });

  it("leaves alone what is not signed", async () => {
    const pass = createPass(
      async () => ({ url: "https://cdn.example/a/master.m3u8", expiresAt: null }),
      () => Date.now(),
    );

    expect(await pass.url()).toBe("https://cdn.example/a/master.m3u8");
    expect(await pass.renewed("https://cdn.example/a/1.ts")).toBe("https://cdn.example/a/1.ts");
    expect(pass.drop()).toBe(false);
  });

  it("is asked for anew when it was refused", async () => {
    const { pass } = server();
    await pass.url();

    expect(pass.drop()).toBe(true);

    expect(await pass.url()).toContain("bcdn_token=t2&");
  });

  it("is given to who shows the room's token", async () => {
    const fetched = vi.fn(async (_url: string, _init: RequestInit) =>
      Response.json({ url: "https://tutti.example/media/track/example.mp3", expiresAt: null }),
    );
    vi.stubGlobal("fetch", fetched);

    const told = await askForUrl("room000001", "secret", false);

    expect(told).toEqual({ url: "https://tutti.example/media/track/example.mp3", expiresAt: null });
    expect(fetched.mock.calls[0]?.[0]).toBe("/api/rooms/room000001/playback-url?renews=false");
    expect(fetched.mock.calls[0]?.[1].headers).toMatchObject({ authorization: "Bearer secret" });
    fetched.mockImplementation(async () => Response.json({ code: "unauthorized" }, { status: 401 }));
    await expect(askForUrl("room000001", null, true)).rejects.toThrow("401");
  });
});
