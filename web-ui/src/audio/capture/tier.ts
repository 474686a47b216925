/** What a packet is encoded to; 0 is the best. */
export const PCM_TIER = 3;
export const OPUS_TIERS: readonly number[] = [0, 1, 2];

const KBITS: Readonly<Record<number, number>> = { 0: 128, 1: 64, 2: 32, [PCM_TIER]: 1_536 };

export function kbitsOf(tier: number): number {
  return KBITS[tier] ?? 0;
}
