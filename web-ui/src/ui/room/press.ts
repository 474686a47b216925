import type { Timeline } from "../../protocol/messages";
import type { RoomSession } from "../../room/session";

/** What the button with the two faces means now. At the end the room's clock plays on, but nobody sees anything play. */
export function pressMeans(meant: Timeline | null | undefined, ended: boolean): "play" | "pause" {
  return meant?.isPlaying && !ended ? "pause" : "play";
}

/** Does what the button shows. At the end, the room takes play for once more from the start, where it knows the end. */
export function press(session: Pick<RoomSession, "state" | "play" | "pause" | "seek">, ended: boolean): Promise<void> {
  const room = session.state().room;
  const meant = room?.next ?? room?.timeline;
  if (pressMeans(meant, ended) === "pause") return session.pause();
  return meant?.isPlaying && meant.duration === null ? session.seek(0) : session.play();
}
