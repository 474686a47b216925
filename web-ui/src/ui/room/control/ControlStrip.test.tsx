// @vitest-environment happy-dom
import { act } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { FAKE_SERVER_TIME, joinedMessage } from "../../../connection/fakeSocket";
import { sitDown } from "../fakeSeat";
import { ControlStrip } from "./ControlStrip";

const SETTINGS = joinedMessage().settings as Record<string, unknown>;
const GRANTED = { ...SETTINGS, control: "granted" };
const CROWD = {
  users: ["ben", "ann", "cat"].map((id) => ({
    id,
    name: id === "ben" ? "Ben" : id === "ann" ? "Ann" : "Cat",
    role: id === "ben" ? "host" : "guest",
    ready: true,
    suspended: null,
    joinedAt: FAKE_SERVER_TIME,
  })),
  total: 3,
};
const HOST = { id: "ben", name: "Ben", role: "host" };

/** The strip of somebody in a room with Ben, its host, Ann and Cat. */
function stage(patch: Record<string, unknown>) {
  const seat = sitDown(<ControlStrip />, { settings: GRANTED, presence: CROWD, ...patch });
  const press = (label: string) =>
    act(() => seat.place.querySelector<HTMLButtonElement>(`button[aria-label="${label}"]`)?.click());
  return { ...seat, press };
}

describe("Who is in control", () => {
  beforeEach(() => void vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true));
  afterEach(() => vi.unstubAllGlobals());

  it("is not said where control is not lent", () => {
    const { place, leave } = stage({ settings: SETTINGS });

    expect(place.textContent).toBe("");
    leave();
  });

  it("is the borrower's to read, with the way to give it back", () => {
    const { place, press, wire, leave } = stage({ control: { userId: "ann", untilServerTime: null, requests: [] } });

    expect(place.textContent).toContain("You are in control: Ben lent it to you");
    expect(place.textContent).toContain("until it is given or taken back");
    press("Give control back");

    expect(wire.last("control:release")).toBeDefined();
    leave();
  });

  it("is the host's, with the time left, the way to take it back, and who asks, first come first", () => {
    const lent = { userId: "ann", untilServerTime: FAKE_SERVER_TIME + 90_000, requests: ["cat", "dan"] };
    const { place, press, wire, leave } = stage({ you: HOST, control: lent });

    expect(place.textContent).toContain("You lent control to Ann, and keep it too");
    expect(place.textContent).toMatch(/1:(30|29) left/);
    expect([...place.querySelectorAll("li")].map((line) => line.textContent)).toEqual([
      "1. CatLend5 minNo",
      "2. SomebodyLend5 minNo",
    ]);
    press("Take control back from Ann");
    expect(wire.last("control:revoke")).toMatchObject({ to: "ann" });
    press("Lend control to Cat for 5 minutes");

    expect(wire.last("control:grant")).toMatchObject({ to: "cat", seconds: 300 });
    leave();
  });

  it("is somebody else's whom one can ask, and ask no more", () => {
    const { place, wire, leave } = stage({ control: { userId: "cat", untilServerTime: null, requests: [] } });
    const button = () => place.querySelector<HTMLButtonElement>("button");

    expect(button()?.textContent).toBe("Ask for control");
    act(() => button()?.click());
    expect(wire.last("control:request")).toBeDefined();
    act(() => wire.say({ type: "control:changed", userId: "cat", untilServerTime: null, requests: ["ann"] }));
    expect(button()?.textContent).toBe("Ask no more");
    act(() => button()?.click());

    expect(wire.last("control:release")).toBeDefined();
    leave();
  });

  it("is everybody else's, with their place in line", () => {
    const { place, leave } = stage({ control: { userId: "cat", untilServerTime: null, requests: ["dan", "ann"] } });

    expect(place.textContent).toContain("Cat is in control for now");
    expect(place.textContent).toContain("You are number 2 in line.");
    leave();
  });
});
