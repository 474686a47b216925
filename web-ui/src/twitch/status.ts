/** What `GET /status` tells: where a track stands, and by which clock. */
export interface Status {
  readonly trackId: string;
  readonly trackUrl: string;
  readonly positionS: number;
  readonly isPlaying: boolean;
  readonly durationS: number | null;
  readonly serverTimeMs: number;
}

/** Only what can be played and reckoned with gets in; `null` is an answer that says nothing. */
export function parseStatus(value: unknown): Status | null {
  if (typeof value !== "object" || value === null) {
    return null;
  }
  const answer = value as Record<string, unknown>;
  const {
    track_id: trackId,
    track_url: trackUrl,
    timestamp,
    is_playing: isPlaying,
    server_time: serverTimeMs,
  } = answer;
  if (typeof trackId !== "string" || typeof trackUrl !== "string" || !isWebAddress(trackUrl)) {
    return null;
  }
  if (!isNumber(timestamp) || timestamp < 0 || !isNumber(serverTimeMs) || typeof isPlaying !== "boolean") {
    return null;
  }
  const durationS = isNumber(answer.duration) && answer.duration > 0 ? answer.duration : null;
  return { trackId, trackUrl, positionS: timestamp, isPlaying, durationS, serverTimeMs };
}

/** Where the track stands at an instant of the server's clock; it begins again when it is over. */
export function targetSeconds(status: Status, serverNowMs: number): number {
  if (!status.isPlaying) {
    return status.positionS;
  }
  const runS = status.positionS + (serverNowMs - status.serverTimeMs) / 1_000;
  return status.durationS === null ? Math.max(0, runS) : modulo(runS, status.durationS);
}

/** How far one position is ahead of another, the shorter way round. */
export function aheadSeconds(positionS: number, targetS: number, durationS: number | null): number {
  const straight = positionS - targetS;
  if (durationS === null) {
    return straight;
  }
  const half = durationS / 2;
  return modulo(straight + half, durationS) - half;
}

export function modulo(value: number, length: number): number {
  return ((value % length) + length) % length;
}

export function isWebAddress(text: string): boolean {
  try {
    return ["https:", "http:"].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
