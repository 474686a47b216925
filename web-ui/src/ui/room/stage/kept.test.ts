// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import type { PlayerState } from "../../../player/state";
import { keptCaptions } from "../../kept";
import { captionsFor, chooseCaptions, toggleCaptions } from "./captions";
import { chooseVolume, restoreSound, toggleMute } from "./sound";

const SUBTITLES = [
  { id: 0, label: "English" },
  { id: 1, label: "Deutsch" },
];

function player() {
  const state = { volume: 1, muted: false, subtitle: -1, subtitles: SUBTITLES };
  return {
    now: state,
    state: () => state as Pick<PlayerState, keyof typeof state> as PlayerState,
    setVolume: (volume: number) => {
      state.volume = volume;
    },
    setMuted: (muted: boolean) => {
      state.muted = muted;
    },
    selectSubtitles: (id: number) => {
      state.subtitle = id;
    },
  };
}

describe("After a reload", () => {
  beforeEach(() => localStorage.clear());

  it("it is as loud as it was", () => {
    chooseVolume(player(), 0.4);
    const next = player();

    restoreSound(next);

    expect(next.now).toMatchObject({ volume: 0.4, muted: false });
  });

  it("it is muted if it was, and comes back as loud as before", () => {
    const before = player();
    chooseVolume(before, 0.4);
    toggleMute(before);
    const next = player();

    restoreSound(next);
    expect(next.now).toMatchObject({ volume: 0.4, muted: true });
    toggleMute(next);

    expect(next.now).toMatchObject({ volume: 0.4, muted: false });
    const last = player();
    restoreSound(last);
    expect(last.now.muted).toBe(false);
  });

  it("what was turned down to nothing is muted, not forgotten", () => {
    const before = player();
    chooseVolume(before, 0.4);
    chooseVolume(before, 0);
    const next = player();

    restoreSound(next);

    expect(next.now).toMatchObject({ volume: 0.4, muted: true });
  });

  it("captions are on in the language they were on in", () => {
    chooseCaptions(player(), 1);

    expect(captionsFor(SUBTITLES, keptCaptions())).toBe(1);
    expect(captionsFor([{ id: 0, label: "Français" }], keptCaptions())).toBe(0);
    expect(captionsFor([], keptCaptions())).toBe(-1);
  });

  it("captions are off if they were", () => {
    const before = player();
    toggleCaptions(before);
    expect(captionsFor(SUBTITLES, keptCaptions())).toBe(0);
    toggleCaptions(before);

    expect(captionsFor(SUBTITLES, keptCaptions())).toBe(-1);
  });
});
