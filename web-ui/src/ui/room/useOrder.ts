import { useMemo } from "react";
import { RefusedError } from "../../connection/requests";
import { isKeyOf } from "../format/words";
import { toast } from "../kit/toasts";
import { text } from "../text";
import { useSeat } from "./context";
import { press } from "./press";

export function refusedWords(error: unknown): string {
  const code = error instanceof RefusedError ? error.code : "other";
  return isKeyOf(text.refused, code) ? text.refused[code] : text.refused.other;
}

/** Awaits an order to the room and says why when it is refused. True: it was done. */
export async function carriedOut(order: Promise<void>): Promise<boolean> {
  try {
    await order;
    return true;
  } catch (error) {
    toast(refusedWords(error), "trouble");
    return false;
  }
}

/** Play and pause as one; the others are asked of the session as they are. */
export function useOrders() {
  const { session, player } = useSeat();
  return useMemo(
    () => ({
      toggle: () => carriedOut(press(session, player?.state().phase === "ended")),
      seek: (seconds: number) => carriedOut(session.seek(seconds)),
      rate: (rate: number) => carriedOut(session.rate(rate)),
    }),
    [session, player],
  );
}
