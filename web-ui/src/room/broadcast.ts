import type { Broadcast, BroadcastStats, QualityNow, ServerMessage, StopReason } from "../protocol/messages";

export type BroadcastMessage = Extract<
  ServerMessage,
  {
    type:
      | "broadcast:started"
      | "broadcast:waiting"
      | "broadcast:stopped"
      | "broadcast:stats"
      | "broadcast:demand"
      | "broadcast:delay"
      | "quality";
  }
>;

/** The host's live sound, and what was told of it since. */
export interface LiveBroadcast extends Broadcast {
  /** The packet from which on `playoutDelayMs` holds; null for what it began with. */
  readonly delayFromSeq: number | null;
  readonly stats: BroadcastStats | null;
  /** What we are sent, where we are sent any of it. */
  readonly quality: QualityNow | null;
  /** Of the host alone: the tiers that somebody listens to; null until it is told. */
  readonly demand: readonly number[] | null;
}

/** How a broadcast came to its end, and whose it was. `unseen`: it was over when we came back, and nobody says why. */
export interface BroadcastEnd {
  readonly reason: StopReason | "unseen";
  readonly hostId: string;
}

/** What is on the air, or why it is not any more: that is forgotten with the next one, and by who joins later. */
export interface OnAir {
  readonly broadcast: LiveBroadcast | null;
  readonly broadcastEnded: BroadcastEnd | null;
}

export function onAirAfter(before: OnAir, message: BroadcastMessage): OnAir {
  if (message.type === "broadcast:started") {
    return { broadcast: startedAfter(before.broadcast, message), broadcastEnded: null };
  }
  const live = before.broadcast;
  if (live === null) {
    return before;
  }
  switch (message.type) {
    case "broadcast:waiting":
      return live.broadcastId === message.broadcastId
        ? { ...before, broadcast: { ...live, waitsSinceServerTime: message.sinceServerTime } }
        : before;
    case "broadcast:stopped":
      return { broadcast: null, broadcastEnded: { reason: message.reason, hostId: live.hostId } };
    case "broadcast:stats": {
      const { type: _, ...stats } = message;
      return { ...before, broadcast: { ...live, stats } };
    }
    case "broadcast:demand":
      return { ...before, broadcast: { ...live, demand: message.tiers } };
    case "broadcast:delay":
      return {
        ...before,
        broadcast: { ...live, playoutDelayMs: message.playoutDelayMs, delayFromSeq: message.fromSeq },
      };
    case "quality": {
      const { type: _, ...quality } = message;
      return { ...before, broadcast: { ...live, quality } };
    }
    default:
      return message satisfies never;
  }
}

/** In, or in again: then the server tells anew what we are sent and how late. */
export function onAirAtJoin(before: OnAir | null, told: Broadcast | null): OnAir {
  if (told === null) {
    const was = before?.broadcast ?? null;
    const ended = was === null ? (before?.broadcastEnded ?? null) : ({ reason: "unseen", hostId: was.hostId } as const);
    return { broadcast: null, broadcastEnded: ended };
  }
  return { broadcast: begun(told), broadcastEnded: null };
}

/** A resume keeps what was told of the same broadcast, but not what the upload before it was asked for. */
function startedAfter(live: LiveBroadcast | null, { broadcast }: { readonly broadcast: Broadcast }): LiveBroadcast {
  if (live === null || live.broadcastId !== broadcast.broadcastId) {
    return begun(broadcast);
  }
  const { playoutDelayMs, delayFromSeq, stats, quality } = live;
  return { ...broadcast, playoutDelayMs, delayFromSeq, stats, quality, demand: null };
}

function begun(broadcast: Broadcast): LiveBroadcast {
  return { ...broadcast, delayFromSeq: null, stats: null, quality: null, demand: null };
}
