// @vitest-environment happy-dom
import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sitDown } from "../fakeSeat";
import { KeptOut } from "./KeptOut";

const BEN = { userId: "ben", kind: "ban", network: false, untilServerTime: null, name: "Ben" };
const DAN = { userId: "dan", kind: "kick", network: true, untilServerTime: 1_795_248_000_000 };
const MODERATOR = { id: "ann", name: "Ann", role: "moderator" };

/** The list of a moderator, from a server that answers what the test says. */
async function stage(answer: { bans: object[] } | null) {
  const server = { answer };
  const fetch = vi.fn(async (_: string) =>
    server.answer === null ? Response.json({ code: "unavailable" }, { status: 503 }) : Response.json(server.answer),
  );
  vi.stubGlobal("fetch", fetch);
  const seat = sitDown(<KeptOut />, { you: MODERATOR });
  await act(async () => {});
  const find = (name: string) =>
    [...seat.place.querySelectorAll("button")].find(
      (button) => (button.getAttribute("aria-label") ?? button.textContent) === name,
    );
  return {
    ...seat,
    server,
    fetch,
    press: (name: string) => act(async () => find(name)?.click()),
    hear: (message: Record<string, unknown>) => act(async () => seat.wire.say(message)),
    lines: () => [...seat.place.querySelectorAll("li")].map((line) => line.textContent),
  };
}

describe("Who is kept out", () => {
  beforeEach(() => void vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true));
  afterEach(() => vi.unstubAllGlobals());

  it("is listed with how long and from where, and who is not known by name is somebody", async () => {
    const { lines, leave, fetch } = await stage({ bans: [BEN, DAN, { kind: "ban" }] });

    expect(fetch.mock.calls[0]?.[0]).toBe("/api/rooms/room000001/bans");
    expect(lines()).toHaveLength(2);
    expect(lines()[0]).toBe("Benfor goodLet in again");
    expect(lines()[1]).toMatch(/^Somebodywith everyone from there, until .*2026/);
    leave();
  });

  it("may come in again at a press, which is said", async () => {
    const { press, wire, hear, place, server, lines, leave } = await stage({ bans: [BEN] });

    await press("Let Ben in again");
    const asked = wire.last("member:unban");
    expect(asked).toMatchObject({ userId: "ben" });
    server.answer = { bans: [] };
    await hear({ type: "ack", re: asked?.id });
    await hear(deed(7, "unban"));

    expect(lines()).toEqual([]);
    expect(place.textContent).toContain("Nobody is kept out.");
    expect(place.querySelector("[role=status]")?.textContent).toBe("Ben may come in again.");
    leave();
  });

  it("is looked up again after a deed that changes it, and after no other", async () => {
    const { hear, server, fetch, lines, leave } = await stage({ bans: [] });

    server.answer = { bans: [BEN] };
    await hear(deed(7, "settings"));
    expect(fetch).toHaveBeenCalledTimes(1);
    await hear(deed(8, "ban"));

    expect(fetch).toHaveBeenCalledTimes(2);
    expect(lines()).toEqual(["Benfor goodLet in again"]);
    leave();
  });

  it("can be asked for again where no answer came", async () => {
    const { press, server, place, lines, leave } = await stage(null);

    expect(place.querySelector("[role=alert]")?.textContent).toContain("could not be looked up");
    server.answer = { bans: [BEN] };
    await press("Try again");

    expect(place.querySelector("[role=alert]")).toBeNull();
    expect(lines()).toHaveLength(1);
    leave();
  });
});

function deed(entry: number, what: string): Record<string, unknown> {
  return { type: "activity", entry, by: "ann", what, about: "ben", serverTime: 0, undoable: false };
}
