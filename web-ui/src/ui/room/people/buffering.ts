import type { PlayerErrorKind } from "../../../player/state";

/** What is wrong with the stream itself is wrong for everyone. */
const OF_THE_STREAM: ReadonlySet<PlayerErrorKind> = new Set(["not-found", "format"]);

/** Whether somebody's picture is still to come. The room knows only who is not ready; whose player gave up waits for nothing. */
export function isBuffering(ready: boolean, isYou: boolean, failedHere: PlayerErrorKind | null): boolean {
  const hopeless = failedHere !== null && (isYou || OF_THE_STREAM.has(failedHere));
  return !ready && !hopeless;
}
