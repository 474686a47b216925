import { describe, expect, it } from "vitest";
import { nameOf, withNames } from "./names";

const ANN = { id: "ann", name: "Ann" };
const BEN = { id: "ben", name: "Ben" };

describe("Who is called what", () => {
  it("is kept of those who left, by the last name they had", () => {
    const names = withNames(withNames(new Map(), [ANN, BEN]), [{ ...BEN, name: "Benjamin" }]);

    expect([...names]).toEqual([
      ["ann", "Ann"],
      ["ben", "Benjamin"],
    ]);
  });

  it("is the same object while nothing is new", () => {
    const names = withNames(new Map(), [ANN, BEN]);

    expect(withNames(names, [BEN])).toBe(names);
  });

  it("is known of everyone who is here, however many were met since", () => {
    const room = { members: [ANN], names: new Map([["ben", "Ben"]]) };

    expect(["ann", "ben", "zoe"].map((id) => nameOf(room, id))).toEqual(["Ann", "Ben", null]);
  });

  it("is forgotten of those who were met longest ago", () => {
    const crowd = Array.from({ length: 1_000 }, (_, at) => ({ id: `id-${at}`, name: `Guest ${at}` }));

    const names = withNames(withNames(new Map(), [ANN]), crowd);

    expect(names.size).toBe(1_000);
    expect(names.has("ann")).toBe(false);
  });
});
