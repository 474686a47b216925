import type { RoomState } from "./state";

/** The host's own sound is what this room is for: it was opened so, or there is nothing else while it is on. */
export function isOfSound({ timeline, broadcast }: Pick<RoomState, "timeline" | "broadcast">): boolean {
  if (timeline !== null && timeline.kind !== "live") return false;
  return broadcast !== null || Boolean(timeline?.title);
}
