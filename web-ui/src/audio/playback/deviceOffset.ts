export const OFFSET_MAX_MS = 500;
const KEY = "tutti.sound.offset";
const DEVICES_MAX = 20;
const UNNAMED = "default";

/**
 * What a person told about each output device: how much later it sounds than the browser believes. Bluetooth is late by
 * 100 to 300 ms, and few browsers know.
 */
export interface DeviceOffsets {
  of(device: string): number;
  keep(device: string, offsetMs: number): void;
}

export function createDeviceOffsets(storage: Pick<Storage, "getItem" | "setItem"> | null): DeviceOffsets {
  let known = kept(storage);
  return {
    of: (device) => known.get(device) ?? 0,
    keep(device, offsetMs) {
      const others = [...known].filter(([name]) => name !== device);
      known = new Map([...others, [device, bounded(offsetMs)] as const].slice(-DEVICES_MAX));
      try {
        storage?.setItem(KEY, JSON.stringify(Object.fromEntries(known)));
      } catch {
        // A full or forbidden storage only means telling it again next time.
      }
    },
  };
}

export function bounded(offsetMs: number): number {
  return Math.max(-OFFSET_MAX_MS, Math.min(OFFSET_MAX_MS, Math.round(offsetMs)));
}

function kept(storage: Pick<Storage, "getItem"> | null): Map<string, number> {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? "{}");
    const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
    return new Map(entries.flatMap(([device, ms]) => (Number.isFinite(ms) ? [[device, bounded(Number(ms))]] : [])));
  } catch {
    return new Map();
  }
}

export function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** Names that go on to another device when their owner says so. */
const MOVING: ReadonlySet<string> = new Set(["default", "communications"]);

/**
 * The name of the device that sound goes to, as far as the browser tells: without a permission all are one. It has to be one
 * that is the same after a reload: ids of devices are, those of groups are made anew each time.
 */
export async function outputDevice(context: AudioContext): Promise<string> {
  const chosen: unknown = "sinkId" in context ? context.sinkId : "";
  if (typeof chosen === "string" && chosen !== "") {
    return chosen;
  }
  const devices = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  const outputs = devices.filter(({ kind }) => kind === "audiooutput");
  const standard = outputs.find(({ deviceId }) => deviceId === "default");
  if (standard === undefined) {
    return UNNAMED;
  }
  const itself = outputs.find(({ groupId, deviceId }) => groupId === standard.groupId && !MOVING.has(deviceId));
  return itself?.deviceId || standard.label || UNNAMED;
}
