import { describe, expect, it } from "vitest";
import type { Activity } from "../../../protocol/messages";
import { activityWords, keepsOut } from "./ActivityDialog";

const KICK: Activity = { entry: 1, by: "ann", what: "kick", about: "ben", serverTime: 0, undoable: true };
const BAN: Activity = { ...KICK, what: "ban", undoable: false };
const NAMES = new Map([
  ["ann", "Ann"],
  ["ben", "Ben"],
]);

describe("The log", () => {
  it("names who did what, and to whom, as far as they were met", () => {
    expect(activityWords(KICK, NAMES)).toBe("Ann showed out Ben");
    expect(activityWords(KICK, new Map([["ann", "Ann"]]))).toBe("Ann showed out Somebody");
    expect(activityWords({ ...KICK, what: "seek", about: null }, NAMES)).toBe("Ann jumped to another place");
    expect(activityWords({ ...KICK, by: null, what: "control-ended" }, NAMES)).toBe(
      "The clock ended the control of Ben",
    );
    expect(activityWords({ ...KICK, what: "hologram", about: null }, NAMES)).toBe("Ann did something");
  });

  it("says whose line went, who has the room, and what became of the chat", () => {
    expect(activityWords({ ...KICK, what: "chat-deleted" }, NAMES)).toBe("Ann deleted a line of Ben");
    expect(activityWords({ ...KICK, what: "transfer" }, NAMES)).toBe("Ann gave the room to Ben");
    expect(activityWords({ ...KICK, what: "chat-off", about: null }, NAMES)).toBe("Ann turned the chat off");
  });

  it("offers to let somebody in again while the last ban of them holds", () => {
    const again: Activity = { ...BAN, entry: 3 };

    expect(keepsOut(BAN, [BAN])).toBe(true);
    expect(keepsOut(BAN, [BAN, { ...BAN, entry: 2, what: "unban" }])).toBe(false);
    expect(keepsOut(BAN, [BAN, again])).toBe(false);
    expect(keepsOut(again, [BAN, again])).toBe(true);
    expect(keepsOut(KICK, [KICK])).toBe(false);
  });
});
