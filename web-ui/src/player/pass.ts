/** What a room gives those who are in it: from where to play what it plays, and until when that is good. */
export interface PlaybackUrl {
  readonly url: string;
  /** By the server's clock; null for an address that is good for ever. */
  readonly expiresAt: number | null;
}

/** The way to one source. Its addresses live for minutes only; whoever plays it notices nothing of that. */
export interface Pass {
  /** Rejects when the server gives none. */
  url(): Promise<string>;
  /** The same piece of the source under an address that is good now. */
  renewed(url: string): Promise<string>;
  /** False if it was good for ever: then another would be no better. Else the next one is asked for anew. */
  drop(): boolean;
}

/** Asked for so long before the end: a server that is away for a moment is not noticed. */
const RENEW_BEFORE_MS = 120_000;
/** A refusal may be answered faster than a player asks again. */
const AGAIN_AFTER_MS = 5_000;
const ANSWER_WITHIN_MS = 10_000;
/** The signature is a folder in front of the path. */
const SIGNATURE = /^[a-z]+:\/\/[^/]+\/bcdn_token=[^/]*\//i;

export function createPass(ask: () => Promise<PlaybackUrl>, nowMs: () => number): Pass {
  let held: PlaybackUrl | null = null;
  let asking: Promise<PlaybackUrl> | null = null;
  let failedMs = Number.NEGATIVE_INFINITY;

  function leftMs(): number {
    return held === null ? 0 : (held.expiresAt ?? Number.POSITIVE_INFINITY) - nowMs();
  }

  async function another(): Promise<PlaybackUrl> {
    asking ??= ask().finally(() => {
      asking = null;
    });
    held = await asking;
    return held;
  }

  /** The old one is used to its end, should there be no other. */
  async function current(): Promise<PlaybackUrl> {
    if (held !== null && (leftMs() > RENEW_BEFORE_MS || (leftMs() > 0 && nowMs() - failedMs < AGAIN_AFTER_MS))) {
      return held;
    }
    try {
      return await another();
    } catch (error) {
      failedMs = nowMs();
      if (held !== null && leftMs() > 0) {
        return held;
      }
      throw error;
    }
  }

  return {
    url: async () => (await current()).url,
    async renewed(url) {
      const signature = SIGNATURE.exec(url)?.[0];
      if (signature === undefined) {
        return url;
      }
      const fresh = SIGNATURE.exec((await current()).url)?.[0];
      return fresh === undefined ? url : fresh + url.slice(signature.length);
    },
    drop() {
      const expires = held === null || held.expiresAt !== null;
      held = expires ? null : held;
      return expires;
    },
  };
}

/** A player that cannot be given another address midway says that it does not renew, and gets one that lives for hours. */
export async function askForUrl(roomId: string, token: string | null, renews: boolean): Promise<PlaybackUrl> {
  const answer = await fetch(`/api/rooms/${encodeURIComponent(roomId)}/playback-url${renews ? "" : "?renews=false"}`, {
    headers: { accept: "application/json", ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const body: unknown = answer.ok ? await answer.json() : null;
  if (typeof body !== "object" || body === null || !("url" in body) || typeof body.url !== "string") {
    throw new Error(`no address to play from (HTTP ${answer.status})`);
  }
  const expiresAt = "expiresAt" in body && typeof body.expiresAt === "number" ? body.expiresAt : null;
  return { url: body.url, expiresAt };
}
