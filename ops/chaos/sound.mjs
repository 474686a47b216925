// Live sound without a microphone and without ears: a host who sends what can be told apart, and guests who look at what they get.
import { decodeAudioFrame, encodeAudioFrame, FRAME_FLAG, FRAME_KIND } from "./client.mjs";

const FEED = { codec: "opus", sampleRate: 48_000, channels: 2, audioBitrate: 128 };
const PACKET_MS = 20;
const PACKET_US = PACKET_MS * 1_000;
/** 128 kbit/s. */
const PACKET_BYTES = 320;
/** Of a packet in stereo of 20 ms over the full band, one frame in it. */
const FIRST_BYTE = 0xfc;
const TIER = 0;
const ASK_AGAIN_AFTER_MS = 300;
/** A broadcast waits so long for its host, and is the same when they are back. */
const WAITS_FOR_MS = 10_000;
const SAME_MOMENT_US = PACKET_US;
/** A guest who has only just come in knows only about what the new node's clock is. */
const SAME_MOMENT_ELSEWHERE_MS = 100;
/** 20 s, longer than any sound waits to be played. */
const MOMENTS_KEPT_MAX = 1_000;
/** What is sent takes that long to be there, and the shortest of our frames waits for two packets more. */
const STILL_HEARS_MS = 3_000;

/** Nothing of it comes twice in any room, so whoever gets it knows what it is. */
function packetOf(salt, seq) {
  const packet = Buffer.alloc(PACKET_BYTES, (salt * 31 + seq * 7) & 0xff);
  packet[0] = FIRST_BYTE;
  packet.writeUInt32BE(salt, 4);
  packet.writeUInt32BE(seq, 8);
  return packet;
}

/** A host on the air, who goes on with the same broadcast after each return, as the page does. */
export class Speaker {
  faults = [];
  /** From the last packet before a loss of the connection to the leave to send again, in ms. */
  silences = [];
  #host;
  #salt;
  #timer;
  #grant = null;
  #begunFor = 0;
  #isAsking = false;
  #askNotBefore = 0;
  #zero = null;
  #last = null;

  constructor(host, salt) {
    this.#host = host;
    this.#salt = salt;
  }

  /** Of the last packet that was sent; null before the first. */
  get seq() {
    return this.#last?.seq ?? null;
  }

  start() {
    this.#timer = setInterval(() => this.#tick(), PACKET_MS);
  }

  stop() {
    clearInterval(this.#timer);
  }

  #tick() {
    const isSame = this.#host.isIn && this.#host.joins === this.#begunFor;
    if (this.#grant !== null && isSame) this.#sendDue();
    else if (this.#host.isIn) this.#ask();
  }

  #sendDue() {
    const now = performance.now();
    while (this.#zero.atMs + PACKET_MS <= now) {
      const { seq, ptsUs } = this.#zero;
      const flags = this.#zero.isFirst ? FRAME_FLAG.first : 0;
      const packets = [packetOf(this.#salt, seq)];
      const frame = { kind: FRAME_KIND.opus, flags, tier: TIER, epoch: this.#grant.epoch, seq, ptsUs, packets };
      if (!this.#host.sendSound(encodeAudioFrame(frame))) return;
      this.#last = { seq, atMs: now, broadcastId: this.#grant.broadcastId };
      this.#zero = { atMs: this.#zero.atMs + PACKET_MS, seq: seq + 1, ptsUs: ptsUs + PACKET_US, isFirst: false };
    }
  }

  async #ask() {
    if (this.#isAsking || performance.now() < this.#askNotBefore) return;
    this.#isAsking = true;
    this.#grant = null;
    const { joins } = this.#host;
    try {
      this.#begin(await this.#host.startBroadcast(FEED), joins);
    } catch (refusal) {
      this.#askNotBefore = performance.now() + ASK_AGAIN_AFTER_MS;
      if (!this.#host.isPassing(refusal)) this.faults.push(`a host may not send: ${refusal.code} ${refusal.message}`);
    } finally {
      this.#isAsking = false;
    }
  }

  #begin(grant, joins) {
    const now = performance.now();
    const ptsUs = Math.round(this.#host.serverNowMs() * 1_000);
    const last = this.#last;
    // What was not sent is missing in the count, too; the clock of another node would not tell how much that is.
    const seq = last === null ? 0 : last.seq + Math.max(1, Math.round((now - last.atMs) / PACKET_MS));
    if (last !== null) {
      const silentMs = now - last.atMs;
      this.silences.push(silentMs);
      if (silentMs < WAITS_FOR_MS && last.broadcastId !== grant.broadcastId) {
        this.faults.push(`a host who was back after ${Math.round(silentMs)} ms was given another broadcast`);
      }
    }
    this.#grant = grant;
    this.#begunFor = joins;
    this.#zero = { atMs: now, seq, ptsUs, isFirst: true };
  }
}

/** What one guest gets of it. */
export class Ear {
  faults = [];
  #guest;
  #salt;
  /** Since the count began, and in time. */
  #heard = new Set();
  /** What came when it should have been heard already. */
  #late = new Set();
  /** When each of the last packets was to be heard. */
  #moments = new Map();
  #from = null;
  #joins = 0;
  /** What came by a connection whose clock was not known yet, and when. */
  #early = [];
  /** Of this connection. */
  #newest = -1;
  /** Of all. */
  #last = null;

  constructor(guest, salt) {
    this.#guest = guest;
    this.#salt = salt;
    guest.onSound((bytes) => this.#hear(bytes));
  }

  get guest() {
    return this.#guest;
  }

  /** What counts is what comes from now on: the next packet is the first, whether it comes or not. */
  listen() {
    this.#late.clear();
    this.#from = this.#last === null ? null : this.#last + 1;
    this.#heard.clear();
  }

  get late() {
    return this.#late.size;
  }

  /** What was not to be heard, up to the last that was, in ms. */
  silentMs() {
    return this.#withoutMs((seq) => this.#heard.has(seq));
  }

  /** The same without what only came too late, as all does where this machine has no time for it. */
  missedMs() {
    return this.#withoutMs((seq) => this.#heard.has(seq) || this.#late.has(seq));
  }

  #withoutMs(isThere) {
    if (this.#heard.size === 0) return Number.POSITIVE_INFINITY;
    const seqs = [...this.#heard];
    const first = this.#from ?? Math.min(...seqs);
    let missing = 0;
    for (let seq = Math.max(...seqs); seq >= first; seq--) if (!isThere(seq)) missing++;
    return missing * PACKET_MS;
  }

  /** Whether it is not cut off from what the host sends now. */
  hears(seq) {
    return this.#heard.size > 0 && seq - this.#newest < STILL_HEARS_MS / PACKET_MS;
  }

  #hear(bytes) {
    const frame = decodeAudioFrame(bytes);
    if (frame === null) {
      this.faults.push("a guest was sent what is no frame");
      return;
    }
    if (this.#joins !== this.#guest.joins) {
      this.#joins = this.#guest.joins;
      this.#newest = -1;
      this.#early = [];
    }
    const isAgain = (frame.flags & (FRAME_FLAG.replay | FRAME_FLAG.tierSwitch)) !== 0;
    if (!isAgain && frame.seq <= this.#newest) {
      this.faults.push(`packet ${frame.seq} came after ${this.#newest} on one connection, and not as a replay`);
    }
    const cameMs = performance.now();
    frame.packets.forEach((packet, index) => {
      const seq = frame.seq + index;
      if (!packetOf(this.#salt, seq).equals(packet)) this.faults.push(`packet ${seq} is not what the host sent`);
      this.#newest = Math.max(this.#newest, seq);
      this.#early.push({ seq, ptsUs: frame.ptsUs + index * PACKET_US, cameMs });
    });
    if (!this.#guest.isClockKnown) return;
    for (const each of this.#early.splice(0)) this.#take(each);
  }

  /** What comes again is heard once as long as it is for the same moment: players keep sound by its number. */
  #take({ seq, ptsUs, cameMs }) {
    const aheadMs = this.#guest.serverNowMs() - performance.now();
    const known = this.#moments.get(seq);
    const moment = { ptsUs, localMs: ptsUs / 1_000 - aheadMs, joins: this.#joins };
    if (known !== undefined && !isSame(known, moment)) {
      this.faults.push(`packet ${seq} was to be heard twice, ${Math.round(moment.localMs - known.localMs)} ms apart`);
    }
    this.#moments.set(seq, known ?? moment);
    this.#moments.delete(seq - MOMENTS_KEPT_MAX);
    this.#last = Math.max(this.#last ?? 0, seq);
    if (known !== undefined) return;
    if (moment.localMs >= cameMs) this.#heard.add(seq);
    // What was heard before the count began is told again to who comes back.
    else if (this.#from === null || seq >= this.#from) this.#late.add(seq);
  }
}

/** On one connection the server's clock is one. */
function isSame(one, other) {
  return one.joins === other.joins
    ? Math.abs(one.ptsUs - other.ptsUs) <= SAME_MOMENT_US
    : Math.abs(one.localMs - other.localMs) <= SAME_MOMENT_ELSEWHERE_MS;
}
