/** What a browser tells of itself; see `Telemetry` in docs/openapi.yaml. */
export interface Measured {
  joinMs?: number;
  firstFrameMs?: number;
  stalls?: number;
  driftMs?: number;
  error?: string;
}

const PATH = "/api/telemetry";

/** Arrives even from a page that is being left. Whether it does is nobody's worry. */
export function postMeasured(measured: Measured): void {
  const body = JSON.stringify(measured);
  try {
    if (navigator.sendBeacon(PATH, body)) return;
  } catch {
    // Blocked or not there: fetch may still do it.
  }
  const headers = { "content-type": "application/json" };
  void fetch(PATH, { method: "POST", body, headers, keepalive: true }).catch(() => undefined);
}
