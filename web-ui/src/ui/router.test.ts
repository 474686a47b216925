import { describe, expect, it } from "vitest";
import { roomPath, routeOf } from "./router";

describe("a path", () => {
  it("leads home", () => {
    expect(routeOf("/")).toEqual({ page: "home" });
  });

  it("leads into a room, with or without a slash at its end", () => {
    expect(routeOf("/room/k3v9xq2m7p")).toEqual({ page: "room", roomId: "k3v9xq2m7p" });
    expect(routeOf("/room/example/")).toEqual({ page: "room", roomId: "example" });
    expect(routeOf(roomPath("example"))).toEqual({ page: "room", roomId: "example" });
  });

  it.each(["/room/", "/room/A B", "/room/x", "/room/abcd/more", "/rooms", "/room/%3Cscript%3E"])(
    "%s leads nowhere",
    (path) => {
      expect(routeOf(path)).toEqual({ page: "not-found" });
    },
  );
});
