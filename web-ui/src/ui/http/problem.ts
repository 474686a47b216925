import { isRecord } from "./shape";

/** An answer that was not the one hoped for, by the protocol's word for it. */
export class ProblemError extends Error {
  readonly code: string;
  /** When to try again; 0 where that was not said. */
  readonly retryAfterMs: number;

  constructor(code: string, retryAfterMs = 0) {
    super(code);
    this.name = "ProblemError";
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

const ANSWER_WITHIN_MS = 10_000;

/** Asks the server for JSON. Whatever goes wrong becomes a ProblemError: `offline` when nothing answered at all. */
export async function askJson(path: string, init: RequestInit = {}): Promise<unknown> {
  const signal = init.signal ?? AbortSignal.timeout(ANSWER_WITHIN_MS);
  const response = await fetch(path, {
    ...init,
    signal,
    headers: { accept: "application/json", ...init.headers },
  }).catch(() => {
    throw new ProblemError("offline");
  });
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && body !== null) return body;
  const code = isRecord(body) && typeof body.code === "string" ? body.code : "unavailable";
  throw new ProblemError(code, 1000 * (Number(response.headers.get("retry-after")) || 0));
}

export function codeOf(error: unknown): string {
  return error instanceof ProblemError ? error.code : "internal";
}
