// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Failure, failureOfStatus, probe } from "./failure";

const UNPLAYABLE: Failure = { kind: "unsupported", message: "cannot play", passing: false };

/** The answer to a plain request, and whether one that must not be read gets through. */
function network(answer: number | "refused", opaque: boolean): void {
  vi.stubGlobal("fetch", (_src: string, init: RequestInit) => {
    if (init.mode === "no-cors") {
      return opaque ? Promise.resolve(new Response()) : Promise.reject(new TypeError("failed"));
    }
    return answer === "refused"
      ? Promise.reject(new TypeError("failed"))
      : Promise.resolve(new Response(null, { status: answer }));
  });
}

describe("Finding out what went wrong", () => {
  beforeEach(() => vi.stubGlobal("location", new URL("https://tutti.example/room/abc")));
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    ["is gone", 404, false, "not-found", false],
    ["is not for us", 403, false, "not-found", false],
    ["has a server in trouble", 503, false, "network", true],
    ["is there, and still can't be played", 206, false, "unsupported", false],
    ["answers, but not to other sites", "refused", true, "cors", false],
    ["doesn't answer", "refused", false, "network", true],
  ] as const)("of what %s", async (_what, answer, opaque, kind, passing) => {
    network(answer, opaque);

    expect(await probe("https://cdn.example/film.m3u8", UNPLAYABLE)).toMatchObject({ kind, passing });
  });

  it("doesn't blame the rules for other sites at home", async () => {
    network("refused", true);

    expect(await probe("/media/film/master.m3u8", UNPLAYABLE)).toMatchObject({ kind: "network", passing: true });
  });

  it("takes no answer that is fine for a failure", () => {
    expect(failureOfStatus(200, "")).toBeNull();
    expect(failureOfStatus(0, "")).toBeNull();
  });
});
