import { useState } from "react";
import { createRoot } from "react-dom/client";
import type { CaptureAbility } from "../../src/audio/capture/ability";
import type { BroadcasterState } from "../../src/audio/capture/state";
import "../../src/styles/base.css";
import { GuestPanel, type Heard } from "../../src/ui/room/live/GuestPanel";
import { HostPanel } from "../../src/ui/room/live/HostPanel";
import type { HeardFigures } from "../../src/ui/room/live/OnAir";
import type { AskedQuality } from "../../src/ui/room/live/SoundHealth";
import { startTheme } from "../../src/ui/theme";

/** The two panels of live sound in each of their states, named in the address: `#host-live`, `#guest-playing`, … */
const CHROMIUM: CaptureAbility = { microphone: { can: true }, tab: { can: true }, wholeSystem: true, codec: "opus" };
const FIREFOX: CaptureAbility = { ...CHROMIUM, tab: { can: false, why: "picture-only" }, wholeSystem: false };
const HTTP: CaptureAbility = {
  microphone: { can: false, why: "insecure" },
  tab: { can: false, why: "insecure" },
  wholeSystem: false,
  codec: "pcm",
};

const IDLE: BroadcasterState = {
  phase: "idle",
  choice: null,
  label: "",
  muted: false,
  level: { peak: 0, rms: 0 },
  warnings: [],
  failure: null,
  tiers: [],
  heldBack: [],
  bitrate: 0,
  backlogMs: 0,
  dropped: 0,
};
const LIVE: BroadcasterState = {
  ...IDLE,
  phase: "live",
  choice: { source: "tab", preset: "music" },
  label: "Friday mix, side A",
  level: { peak: 0.4, rms: 0.1 },
  tiers: [0, 2],
  bitrate: 161,
};
const HEARD: HeardFigures = { guests: 12, delayMs: 412 };

interface HostCase {
  ability?: CaptureAbility | null;
  sound?: BroadcasterState;
  heard?: HeardFigures | null;
  isRefused?: boolean;
  /** So many seconds of the grace are left. */
  leftOnS?: number;
  isCutOff?: boolean;
  isChoosing?: boolean;
}

const HOSTS: Record<string, HostCase> = {
  offer: {},
  choosing: { isChoosing: true },
  looking: { isChoosing: true, ability: null },
  firefox: { isChoosing: true, ability: FIREFOX },
  http: { isChoosing: true, ability: HTTP },
  asking: { isChoosing: true, sound: { ...IDLE, phase: "asking" } },
  "no-sound": { isChoosing: true, sound: { ...IDLE, failure: "no-sound" } },
  refused: { isChoosing: true, isRefused: true },
  "refused-since": { isRefused: true },
  "left-on": { leftOnS: 9 },
  "left-on-denied": { leftOnS: 4, sound: { ...IDLE, failure: "denied" } },
  "cut-off": { isCutOff: true },
  starting: { sound: { ...LIVE, phase: "ready", tiers: [] }, heard: null },
  live: { sound: LIVE },
  alone: { sound: { ...LIVE, tiers: [], bitrate: 0 }, heard: { guests: 0, delayMs: null } },
  muted: { sound: { ...LIVE, muted: true } },
  trouble: {
    sound: {
      ...LIVE,
      level: { peak: 0.99, rms: 0.7 },
      tiers: [2],
      heldBack: [0],
      bitrate: 31,
      warnings: ["dropping", "slow-uplink", "processed", "mono"],
    },
  },
  ended: { sound: { ...LIVE, level: { peak: 0, rms: 0 }, warnings: ["ended"] } },
  interrupted: { sound: { ...LIVE, phase: "interrupted", tiers: [] }, heard: null },
};

const HEARDS: readonly Heard[] = [
  "starting",
  "blocked",
  "playing",
  "relaxed",
  "host-away",
  "late",
  "host-back",
  "reconnecting",
  "stopped",
  "lost",
  "over",
  "failed",
];

function Host({ ability = CHROMIUM, sound = IDLE, heard = HEARD, isRefused = false, ...more }: HostCase) {
  const { leftOnS } = more;
  const [shown, setShown] = useState(sound);
  const [isChoosing, setChoosing] = useState(more.isChoosing ?? false);
  const [isCutOff, setCutOff] = useState(more.isCutOff ?? false);
  const [nowMs] = useState(Date.now);
  return (
    <HostPanel
      ability={ability}
      sound={shown}
      choice={shown.choice ?? (leftOnS === undefined ? null : { source: "microphone", preset: "talk" })}
      heard={heard}
      isRefused={isRefused}
      leftOn={leftOnS === undefined ? null : { endsAtMs: nowMs + leftOnS * 1_000, serverNowMs: () => nowMs }}
      isCutOff={isCutOff}
      hasOffer
      isChoosing={isChoosing}
      onChoosing={setChoosing}
      onShare={async (choice) => {
        setShown({ ...LIVE, choice });
        return true;
      }}
      onGiveUp={() => undefined}
      onMute={(muted) => setShown({ ...shown, muted })}
      onStop={() => setShown(IDLE)}
      onDismiss={() => setCutOff(false)}
    />
  );
}

function Guest({ heard }: { heard: Heard }) {
  const [volume, setVolume] = useState(0.7);
  const [muted, setMuted] = useState(false);
  const [quality, setQuality] = useState<AskedQuality>("auto");
  const [offsetMs, setOffsetMs] = useState(0);
  const relaxedMs = heard === "relaxed" ? 640 : 0;
  const health = {
    ...{ delayMs: 412, syncErrorMs: 1.8, bufferMs: 318, tier: 0, kbitPerS: 130, underruns: 2, relaxedMs },
  };
  return (
    <GuestPanel
      playerUrl="/rooms/panels/listen.ogg"
      hostName="Ann"
      heard={heard}
      volume={volume}
      muted={muted}
      quality={quality}
      offsetMs={offsetMs}
      health={heard === "starting" ? null : health}
      onVolume={setVolume}
      onMute={setMuted}
      onQuality={setQuality}
      onOffset={setOffsetMs}
      onListen={() => undefined}
      onClose={() => undefined}
    />
  );
}

function Shown() {
  const [kind, ...rest] = location.hash.slice(1).split("-");
  const name = rest.join("-");
  const heard = HEARDS.find((one) => one === name);
  return (
    <main style={{ display: "grid", justifyItems: "center", padding: "1rem" }}>
      <h1 className="unseen">Live sound</h1>
      {kind === "host" && <Host {...HOSTS[name]} />}
      {kind === "guest" && heard && <Guest heard={heard} />}
    </main>
  );
}

startTheme();
const root = document.getElementById("root");
if (root) createRoot(root).render(<Shown />);
