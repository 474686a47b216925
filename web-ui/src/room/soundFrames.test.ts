import { describe, expect, it } from "vitest";
import { createSoundFrames } from "./soundFrames";

function hearing() {
  const heard: ArrayBuffer[] = [];
  return { heard, hear: (sound: ArrayBuffer) => void heard.push(sound) };
}

describe("Frames of live sound", () => {
  it("that come before anybody listens are for the first who does, in their order", () => {
    const frames = createSoundFrames();
    const [one, two, three] = [new ArrayBuffer(1), new ArrayBuffer(2), new ArrayBuffer(3)];
    const first = hearing();
    const second = hearing();

    frames.take(one);
    frames.take(two);
    frames.listen(first.hear);
    frames.listen(second.hear);
    frames.take(three);

    expect(first.heard).toEqual([one, two, three]);
    expect(second.heard).toEqual([three]);
  });

  it("are not kept any more once somebody has listened", () => {
    const frames = createSoundFrames();
    const later = hearing();

    frames.listen(() => undefined)();
    frames.take(new ArrayBuffer(1));
    frames.listen(later.hear);

    expect(later.heard).toEqual([]);
  });

  it.each([
    ["many", 300, 100, 275],
    ["large", 300, 10_000, 100],
  ])("are kept the newest of, however %s there are", (_, count, bytes, kept) => {
    const frames = createSoundFrames();
    const all = Array.from({ length: count }, () => new ArrayBuffer(bytes));
    const late = hearing();

    for (const one of all) {
      frames.take(one);
    }
    frames.listen(late.hear);

    expect(late.heard).toHaveLength(kept);
    expect(late.heard.at(-1)).toBe(all.at(-1));
  });
});
