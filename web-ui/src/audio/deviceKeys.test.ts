import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { claimKeys } from "./deviceKeys";

/** The keys as a browser has them: the last who said what they do is obeyed. */
function browserKeys() {
  const handlers = new Map<string, () => void>();
  const session = {
    metadata: null as { title: string } | null,
    playbackState: "none",
    position: undefined as unknown,
    setActionHandler(action: string, handler: (() => void) | null) {
      if (handler === null) handlers.delete(action);
      else handlers.set(action, handler);
    },
    setPositionState(position: unknown) {
      session.position = position;
    },
  };
  vi.stubGlobal("navigator", { mediaSession: session });
  vi.stubGlobal(
    "MediaMetadata",
    class {
      title: string;
      constructor({ title }: { title: string }) {
        this.title = title;
      }
    },
  );
  return { session, press: (action: string) => handlers.get(action)?.(), actions: () => [...handlers.keys()].sort() };
}

describe("The keys of a device", () => {
  let keys: ReturnType<typeof browserKeys>;
  beforeEach(() => {
    keys = browserKeys();
  });
  afterEach(() => vi.unstubAllGlobals());

  const film = (told: string[]) => claimKeys("film", new Map([["seekto", () => void told.push("film")]]));
  const sound = (told: string[]) => claimKeys("sound", new Map([["pause", () => void told.push("sound")]]));

  it("stay the film's when sound comes to it, with all that is written beside them", () => {
    const playing = film([]);
    playing.show({ title: "Film" });
    playing.state("playing");

    const heard = sound([]);
    heard.show({ title: "Live sound" });
    heard.state("paused");

    expect(keys.actions()).toEqual(["seekto"]);
    expect(keys.session).toMatchObject({ metadata: { title: "Film" }, playbackState: "playing" });
    heard.release();
    expect(keys.actions()).toEqual(["seekto"]);
    expect(keys.session).toMatchObject({ metadata: { title: "Film" }, playbackState: "playing" });
    playing.release();
  });

  it("are the sound's until there is a film, and again after it", () => {
    const told: string[] = [];
    const heard = sound(told);
    heard.show({ title: "Live sound" });
    heard.state("playing");

    const playing = film(told);
    playing.position({ duration: 10, position: 2 });
    keys.press("pause");
    keys.press("seekto");
    heard.state("paused");
    expect(keys.session).toMatchObject({ metadata: null, playbackState: "none", position: { position: 2 } });
    playing.release();
    keys.press("pause");

    expect(told).toEqual(["film", "sound"]);
    expect(keys.session).toMatchObject({ metadata: { title: "Live sound" }, playbackState: "paused" });
    expect(keys.session.position).toBeUndefined();
    heard.release();
  });

  it("are nobody's once all have let go", () => {
    const heard = sound([]);
    heard.show({ title: "Live sound" });
    heard.state("playing");

    heard.release();

    expect(keys.actions()).toEqual([]);
    expect(keys.session).toMatchObject({ metadata: null, playbackState: "none" });
  });

  it("are left alone where a browser has none", () => {
    vi.stubGlobal("navigator", {});

    const heard = sound([]);
    heard.show({ title: "Live sound" });
    heard.state("playing");

    expect(() => heard.release()).not.toThrow();
  });
});
