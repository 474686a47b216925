import type { Preset } from "./choice";
import type { Stamp } from "./count";
import type { Encoding, StartEncoding } from "./encoding";
import { createOutbox, type OutboxOptions } from "./outbox";
import { createPressure } from "./pressure";
import { OPUS_TIERS, PCM_TIER } from "./tier";

export interface UplinkOptions extends OutboxOptions {
  readonly codec: "opus" | "pcm";
  readonly startEncoding: StartEncoding;
}

/** An encoder that breaks is started again, but not for ever. */
const ENCODER_FAILURES_MAX = 5;

/** From blocks to the socket: one encoder for each tier that is in demand and goes through, and no other. */
export function createUplink({ codec, startEncoding, ...socket }: UplinkOptions) {
  const outbox = createOutbox(socket);
  const pressure = createPressure();
  const encodings = new Map<number, Encoding>();
  let preset: Preset = "music";
  let failures = 0;

  function settleTiers(): void {
    const tiers = pressure.sent();
    outbox.only(tiers);
    for (const tier of encodings.keys()) {
      if (!tiers.includes(tier)) {
        close(tier);
      }
    }
    for (const tier of tiers) {
      if (!encodings.has(tier) && failures < ENCODER_FAILURES_MAX) {
        encodings.set(tier, begin(tier));
      }
    }
  }

  function begin(tier: number): Encoding {
    return startEncoding({
      tier,
      preset,
      packet: (packet, stamp) => outbox.post(tier, packet, stamp),
      failed: () => {
        failures += 1;
        encodings.delete(tier);
      },
    });
  }

  function close(tier: number): void {
    encodings.get(tier)?.close();
    encodings.delete(tier);
  }

  function closeAll(): void {
    for (const tier of [...encodings.keys()]) {
      close(tier);
    }
  }

  return {
    take(samples: Float32Array<ArrayBuffer>, stamp: Stamp, nowMs: number): void {
      pressure.feel(outbox.backlogMs(), nowMs);
      settleTiers();
      for (const encoding of encodings.values()) {
        encoding.encode(samples, stamp);
      }
    },
    demand(tiers: readonly number[]): void {
      const pcm = tiers.length > 0 ? [PCM_TIER] : [];
      pressure.demand(codec === "pcm" ? pcm : tiers.filter((tier) => OPUS_TIERS.includes(tier)));
    },
    begin(epoch: number, isResumed: boolean): void {
      outbox.begin(epoch, isResumed);
    },
    /** What encoders still hold is of no use to anybody then. */
    interrupt: closeAll,
    prepare(forPreset: Preset): void {
      if (forPreset !== preset) {
        preset = forPreset;
        closeAll();
      }
    },
    close(): void {
      closeAll();
      outbox.only([]);
    },
    tiers: pressure.sent,
    heldBack: pressure.heldBack,
    isBroken: () => failures >= ENCODER_FAILURES_MAX,
    backlogMs: outbox.backlogMs,
    dropped: outbox.dropped,
    sentBytes: outbox.sentBytes,
  };
}
