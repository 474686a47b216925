import { act, type ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { createFakeSocket, joinedMessage } from "../../connection/fakeSocket";
import { createRoomSession } from "../../room/session";
import { SeatProvider } from "./context";

/** For tests: Ann sits in a room whose server is in the test's hand, and sees `what`. */
export function sitDown(what: ReactNode, joined: Record<string, unknown> = {}) {
  const wire = createFakeSocket();
  const session = createRoomSession({ roomId: "room000001", name: "Ann", storage: null, connect: () => wire });
  wire.open();
  wire.say(joinedMessage(joined));
  const place = document.createElement("div");
  document.body.append(place);
  const root = createRoot(place);
  act(() => root.render(<SeatProvider value={{ session, player: null, missing: false }}>{what}</SeatProvider>));
  return {
    wire,
    place,
    leave() {
      act(() => root.unmount());
      place.remove();
      session.leave();
    },
  };
}
