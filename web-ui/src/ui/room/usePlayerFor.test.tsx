// @vitest-environment happy-dom
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createFakeSocket, joinedMessage } from "../../connection/fakeSocket";
import { createRoomSession, type RoomSession } from "../../room/session";
import { text } from "../text";
import { SeatProvider } from "./context";
import { StageNotice } from "./stage/StageNotice";
import { usePlayerFor } from "./usePlayerFor";

vi.mock("../../player/player", () => {
  throw new Error("Failed to fetch dynamically imported module");
});

function Seat({ session, element }: { session: RoomSession; element: HTMLVideoElement }) {
  const played = usePlayerFor(session, element, true);
  return (
    <SeatProvider value={{ session, ...played }}>
      <StageNotice onShare={() => undefined} onOpen={() => undefined} />
    </SeatProvider>
  );
}

describe("A player that can't be loaded", () => {
  beforeEach(() => void vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true));
  afterEach(() => vi.unstubAllGlobals());

  it("is told of in words, with the page to be loaded again, instead of a wait without end", async () => {
    const wire = createFakeSocket();
    const session = createRoomSession({ roomId: "room000001", name: "Ann", storage: null, connect: () => wire });
    wire.open();
    wire.say(joinedMessage());
    const place = document.createElement("div");
    const reload = vi.spyOn(location, "reload").mockImplementation(() => undefined);

    const root = createRoot(place);
    act(() => root.render(<Seat session={session} element={document.createElement("video")} />));
    expect(place.textContent).toBe(text.stage.loading);
    await vi.waitFor(async () => {
      await act(async () => undefined);
      expect(place.textContent).toContain(text.stage.missing.title);
    });
    act(() => place.querySelector("button")?.click());

    expect(reload).toHaveBeenCalledOnce();
    act(() => root.unmount());
    session.leave();
  });
});
