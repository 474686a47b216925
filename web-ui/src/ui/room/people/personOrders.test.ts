import { describe, expect, it } from "vitest";
import type { Member, Role, Settings } from "../../../protocol/messages";
import { personOrders } from "./personOrders";

const SETTINGS: Settings = {
  control: "granted",
  chat: "on",
  slowModeMs: 0,
  latency: "live",
  waitFor: "nobody",
  membersMax: 10,
};
const BEN: Member = {
  id: "ben",
  name: "Ben",
  role: "guest",
  ready: true,
  suspended: null,
  joinedAt: 0,
  muted: false,
};

function types(role: Role, member: Member, holder: string | null = null): string[] {
  const control = { userId: holder, untilServerTime: null, requests: [] };
  const room = { you: { id: "ann", name: "Ann", role }, settings: SETTINGS, control };
  return personOrders(room, member).map(({ command }) => command.type);
}

describe("What one may do about somebody", () => {
  it("is all of it for the host", () => {
    expect(types("host", BEN)).toEqual([
      "control:grant",
      "control:grant",
      "member:role",
      "member:mute",
      "member:kick",
      "member:ban",
      "member:ban",
    ]);
    expect(types("host", BEN, "ben")[0]).toBe("control:revoke");
    expect(types("host", { ...BEN, muted: true })).toContain("member:unmute");
  });

  it("is to keep order among guests for a moderator", () => {
    expect(types("moderator", BEN)).toEqual(["member:mute", "member:kick", "member:ban", "member:ban"]);
    expect(types("moderator", { ...BEN, role: "moderator" })).toEqual([]);
    expect(types("moderator", { ...BEN, role: "host" })).toEqual([]);
  });

  it("is nothing for a guest, and nothing about oneself", () => {
    expect(types("guest", BEN)).toEqual([]);
    expect(types("host", { ...BEN, id: "ann" })).toEqual([]);
  });
});
