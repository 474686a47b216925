import { expect, it } from "vitest";
import { inviteIn } from "./invite";

it("An invitation is read from behind the # of a link, and nothing else is", () => {
  expect(inviteIn("#invite=eyJh.eyJi.c_-9")).toBe("eyJh.eyJi.c_-9");
  expect(inviteIn("#chat")).toBeNull();
  expect(inviteIn("")).toBeNull();
  expect(inviteIn("#invite=<script>")).toBeNull();
});
