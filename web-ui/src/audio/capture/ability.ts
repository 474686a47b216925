/** Why something cannot be had here. `insecure`: browsers give sound only to pages that came over https. */
export type Obstacle = "insecure" | "unsupported" | "picture-only";

export type Can = { readonly can: true } | { readonly can: false; readonly why: Obstacle };

/** What this browser lets a host do. */
export interface CaptureAbility {
  readonly microphone: Can;
  readonly tab: Can;
  /** Everything the computer plays may be shared, not one tab alone. */
  readonly wholeSystem: boolean;
  /** `pcm`: this browser does not encode, so it sends twelve times as much and the server encodes. */
  readonly codec: "opus" | "pcm";
}

/** What is looked at to tell. */
export interface Surroundings {
  readonly isSecureContext: boolean;
  readonly hasWorklet: boolean;
  readonly devices: MediaDevices | undefined;
  readonly platform: string;
  readonly encodesOpus: () => Promise<boolean>;
}

const YES: Can = { can: true };
const no = (why: Obstacle): Can => ({ can: false, why });

const WHOLE_SYSTEM_PLATFORMS: ReadonlySet<string> = new Set(["Windows", "Chrome OS", "Chromium OS"]);

export async function captureAbility(at: Surroundings = surroundings()): Promise<CaptureAbility> {
  const tab = tabAbility(at);
  return {
    microphone: microphoneAbility(at),
    tab,
    wholeSystem: tab.can && WHOLE_SYSTEM_PLATFORMS.has(at.platform),
    codec: (await at.encodesOpus()) ? "opus" : "pcm",
  };
}

function microphoneAbility({ isSecureContext, hasWorklet, devices }: Surroundings): Can {
  if (!isSecureContext) {
    return no("insecure");
  }
  return hasWorklet && devices !== undefined && "getUserMedia" in devices ? YES : no("unsupported");
}

function tabAbility({ isSecureContext, hasWorklet, devices }: Surroundings): Can {
  if (!isSecureContext) {
    return no("insecure");
  }
  if (!hasWorklet || devices === undefined || !("getDisplayMedia" in devices)) {
    return no("unsupported");
  }
  // Nothing tells directly. Who shares a tab's sound also knows how to silence that tab meanwhile; the others share pictures.
  return "suppressLocalAudioPlayback" in devices.getSupportedConstraints() ? YES : no("picture-only");
}

function surroundings(): Surroundings {
  const { userAgentData } = navigator as { userAgentData?: { platform?: string } };
  return {
    isSecureContext,
    hasWorklet: "AudioWorkletNode" in globalThis,
    devices: navigator.mediaDevices as MediaDevices | undefined,
    platform: userAgentData?.platform ?? "",
    encodesOpus,
  };
}

async function encodesOpus(): Promise<boolean> {
  if (!("AudioEncoder" in globalThis)) {
    return false;
  }
  try {
    const { supported } = await AudioEncoder.isConfigSupported({
      codec: "opus",
      sampleRate: 48_000,
      numberOfChannels: 2,
      bitrate: 128_000,
    });
    return supported === true;
  } catch {
    return false;
  }
}
