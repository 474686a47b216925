import { useMemo } from "react";
import { RefusedError } from "../../connection/requests";
import { isKeyOf } from "../format/words";
import { toast } from "../kit/toasts";
import { text } from "../text";
import { useRoom, useSeat } from "./context";
import { press } from "./press";

export function refusedWords(error: unknown): string {
  const code = error instanceof RefusedError ? error.code : "other";
  return isKeyOf(text.refused, code) ? text.refused[code] : text.refused.other;
}

/** Where everyone may pause and seek, nobody may all the time. */
function rationedWords(error: unknown): string {
  const isUsedUp = error instanceof RefusedError && error.code === "rate-limited";
  return isUsedUp ? text.refused.rationed : refusedWords(error);
}

/** Awaits an order to the room and says why when it is refused. True: it was done. */
export async function carriedOut(
  order: Promise<void>,
  words: (error: unknown) => string = refusedWords,
): Promise<boolean> {
  try {
    await order;
    return true;
  } catch (error) {
    toast(words(error), "trouble");
    return false;
  }
}

/** Play and pause as one; the others are asked of the session as they are. */
export function useOrders() {
  const { session, player } = useSeat();
  const isRationed = useRoom((room) => room.settings.control === "everyone" && room.you.role === "guest");
  const words = isRationed ? rationedWords : refusedWords;
  return useMemo(
    () => ({
      toggle: () => carriedOut(press(session, player?.state().phase === "ended"), words),
      seek: (seconds: number) => carriedOut(session.seek(seconds), words),
      rate: (rate: number) => carriedOut(session.rate(rate)),
    }),
    [session, player, words],
  );
}
