import type { PlayerError } from "./state";

/** Statuses that will be the same the next time. */
const GONE: ReadonlySet<number> = new Set([401, 403, 404, 410]);
const PROBE_WITHIN_MS = 8_000;

/** What went wrong, and whether it may go right by itself if tried again. */
export interface Failure extends PlayerError {
  readonly passing: boolean;
}

export function failureOfStatus(status: number, message: string): Failure | null {
  if (status < 400) {
    return null;
  }
  return GONE.has(status)
    ? { kind: "not-found", message: `${message} (HTTP ${status})`, passing: false }
    : { kind: "network", message: `${message} (HTTP ${status})`, passing: true };
}

/**
 * Browsers don't say why they could not load something from elsewhere, so we ask again ourselves: an answer that may be
 * read is no failure of the network; one that comes but may not be read was forbidden by the site it comes from.
 */
export async function probe(src: string, otherwise: Failure): Promise<Failure> {
  const asked = { signal: AbortSignal.timeout(PROBE_WITHIN_MS), headers: { range: "bytes=0-1" } };
  try {
    const answer = await fetch(src, asked);
    return failureOfStatus(answer.status, otherwise.message) ?? otherwise;
  } catch {
    return (await answersAtAll(src))
      ? { kind: "cors", message: otherwise.message, passing: false }
      : { kind: "network", message: otherwise.message, passing: true };
  }
}

async function answersAtAll(src: string): Promise<boolean> {
  if (new URL(src, location.href).origin === location.origin) {
    return false;
  }
  try {
    await fetch(src, { mode: "no-cors", signal: AbortSignal.timeout(PROBE_WITHIN_MS) });
    return true;
  } catch {
    return false;
  }
}
