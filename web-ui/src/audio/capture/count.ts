const BLOCK_MS = 20;
const BLOCK_US = BLOCK_MS * 1_000;
/** Devices' crystals are off by up to some hundred millionths; more slowly than this nothing is "late". */
const DRIFT_MS_PER_BLOCK = BLOCK_MS * 300e-6;
/** A page is busy for moments, and then catches up; what stays this late for this long was never captured. */
const LATE_MS = 100;
const LATE_FOR_MS = 1_000;

/** Which 20 ms of the broadcast a packet is, and when its first sample was captured, by the server's clock. */
export interface Stamp {
  readonly seq: number;
  readonly ptsUs: number;
}

/**
 * Tells the time of captured sound by counting it: the instant of the first sample, and 20 ms for each block since.
 * A device that runs fast or slow is left alone, the server corrects that for everyone at once. Time that was not
 * captured at all (a sleeping computer, an interrupted context) is counted as well, so that the grid stays.
 */
export function createSampleCount() {
  /** When block 0 began by our clock: the earliest that any block's arrival allows, as messages are late, never early. */
  let startMs = Number.POSITIVE_INFINITY;
  /** Blocks that time has had and the capture has not. */
  let lost = 0;
  let late: { readonly sinceMs: number; leastMs: number } | null = null;
  let zero: { readonly place: number; readonly ptsUs: number; readonly seq: number } | null = null;
  let place = -1;

  function lookForLoss(lateMs: number, arrivedMs: number): void {
    if (lateMs <= LATE_MS) {
      late = null;
      return;
    }
    late ??= { sinceMs: arrivedMs, leastMs: lateMs };
    late.leastMs = Math.min(late.leastMs, lateMs);
    if (arrivedMs - late.sinceMs >= LATE_FOR_MS) {
      lost += Math.max(1, Math.round(late.leastMs / BLOCK_MS));
      late = null;
    }
  }

  function stampAt(at: number): Stamp | null {
    if (zero === null) {
      return null;
    }
    const blocks = at - zero.place;
    return { seq: (zero.seq + blocks) >>> 0, ptsUs: zero.ptsUs + blocks * BLOCK_US };
  }

  const nextPtsUs = (serverAheadMs: number) => (startMs + (place + 1) * BLOCK_MS + serverAheadMs) * 1_000;

  return {
    /** A block is here. Null until the count has been set. */
    block(index: number, arrivedMs: number): Stamp | null {
      place = index + lost;
      const beganMs = arrivedMs - (place + 1) * BLOCK_MS;
      startMs = Math.min(startMs + DRIFT_MS_PER_BLOCK, beganMs);
      lookForLoss(beganMs - startMs, arrivedMs);
      place = index + lost;
      return stampAt(place);
    },

    /**
     * From the next block on, by the server's clock, which is `serverAheadMs` ahead of ours. `seqAt` tells which packet
     * that block is, from when it was captured. To be called once blocks have come: only they tell when they began.
     */
    begin(serverAheadMs: number, seqAt: (ptsUs: number) => number): void {
      const ptsUs = nextPtsUs(serverAheadMs);
      zero = { place: place + 1, ptsUs, seq: seqAt(ptsUs) };
    },

    /**
     * Goes on counting, for a server whose clock may be another one. Less than a packet is not worth a seam that guests
     * could hear: then the times go on as they were.
     */
    goOn(serverAheadMs: number): void {
      const next = stampAt(place + 1);
      const ptsUs = nextPtsUs(serverAheadMs);
      if (next !== null && Math.abs(ptsUs - next.ptsUs) >= BLOCK_US) {
        zero = { place: place + 1, ptsUs, seq: next.seq };
      }
    },
  };
}

/** Goes on where a broadcast was, from the newest packet of it that is known: the time since then has passed for it too. */
export function seqAfter(last: Stamp): (ptsUs: number) => number {
  return (ptsUs) => last.seq + Math.max(1, Math.round((ptsUs - last.ptsUs) / BLOCK_US));
}
