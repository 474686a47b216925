import { useEffect, useMemo } from "react";
import { postMeasured } from "../http/telemetry";
import type { Seat } from "./context";
import { createTelemetry } from "./telemetry";

/** The server takes no more from one page than this; what comes in between is told together. */
const TELL_EVERY_MS = 60_000;

/** Tells the server how it goes at this seat: now and then, and at last when it is left. Nothing depends on it. */
export function useTelemetry({ session, player, missing }: Seat, element: HTMLMediaElement): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: each seat is measured by itself
  const telemetry = useMemo(() => createTelemetry(() => performance.now()), [session]);

  useEffect(() => {
    const look = () => telemetry.look(session.state().room, player?.state() ?? null);
    look();
    const stops = [session.subscribe(look), player?.subscribe(look)];
    return () => {
      for (const stop of stops) stop?.();
    };
  }, [telemetry, session, player]);

  useEffect(() => {
    element.addEventListener("playing", telemetry.played);
    return () => element.removeEventListener("playing", telemetry.played);
  }, [telemetry, element]);

  useEffect(() => {
    if (missing) telemetry.missing();
  }, [telemetry, missing]);

  useEffect(() => {
    const tell = () => {
      const measured = telemetry.take();
      if (measured !== null) postMeasured(measured);
    };
    const timer = setInterval(tell, TELL_EVERY_MS);
    window.addEventListener("pagehide", tell);
    return () => {
      clearInterval(timer);
      window.removeEventListener("pagehide", tell);
      tell();
    };
  }, [telemetry]);
}
