import { expect, it } from "vitest";
import type { Activity, Member } from "../../../protocol/messages";
import { activityWords } from "./ActivityDialog";

const ANN: Member = {
  id: "ann",
  name: "Ann",
  role: "host",
  ready: true,
  suspended: null,
  joinedAt: 0,
  muted: false,
};
const KICK: Activity = { entry: 1, by: "ann", what: "kick", about: "ben", serverTime: 0, undoable: true };

it("The log names who did what, and to whom, as far as they are here", () => {
  expect(activityWords(KICK, [ANN, { ...ANN, id: "ben", name: "Ben" }])).toBe("Ann showed out Ben");
  expect(activityWords(KICK, [ANN])).toBe("Ann showed out Somebody");
  expect(activityWords({ ...KICK, what: "seek", about: null }, [ANN])).toBe("Ann jumped to another place");
  expect(activityWords({ ...KICK, by: null, what: "control-ended", about: "ann" }, [ANN])).toBe(
    "The clock ended the control of Ann",
  );
  expect(activityWords({ ...KICK, what: "hologram", about: null }, [ANN])).toBe("Ann did something");
});
