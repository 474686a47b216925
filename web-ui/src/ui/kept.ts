/** What this browser remembers. A browser that keeps nothing (private windows, blocked storage) still works. */
export function keptText(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function keepText(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Nothing is kept then.
  }
}

const NAME_KEY = "tutti.name";

export function keptName(): string | null {
  return keptText(NAME_KEY);
}

export function keepName(name: string): void {
  keepText(NAME_KEY, name);
}

const VOLUME_KEY = "tutti.volume";

/** How loud it was the last time, 0 to 1. */
export function keptVolume(): number | null {
  const kept = Number.parseFloat(keptText(VOLUME_KEY) ?? "");
  return kept > 0 && kept <= 1 ? kept : null;
}

/** Down to nothing is muted, and comes back as loud as it was. */
export function keepVolume(volume: number): void {
  if (volume > 0) keepText(VOLUME_KEY, String(volume));
}

const MUTED_KEY = "tutti.muted";

export function keptMuted(): boolean {
  return keptText(MUTED_KEY) === "yes";
}

export function keepMuted(muted: boolean): void {
  keepText(MUTED_KEY, muted ? "yes" : null);
}

const CAPTIONS_KEY = "tutti.captions";

/** The captions that were on the last time, by their name; null for none. */
export function keptCaptions(): string | null {
  return keptText(CAPTIONS_KEY);
}

export function keepCaptions(label: string | null): void {
  keepText(CAPTIONS_KEY, label);
}
