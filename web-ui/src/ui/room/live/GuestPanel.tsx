import { Headphones, RotateCcw, X } from "lucide-react";
import { Button, IconButton } from "../../kit/Button";
import { Popover } from "../../kit/Popover";
import { text } from "../../text";
import styles from "./GuestPanel.module.css";
import panel from "./Panel.module.css";
import { type AskedQuality, type HeardHealth, SoundHealth } from "./SoundHealth";
import { SoundVolume } from "./SoundVolume";

/** `host-away`: the host's connection is lost, and the room waits. `late`: nothing comes, though they are there. `relaxed`: heard, but behind the others. */
export type Heard = keyof typeof text.listen.states;

export interface GuestPanelProps {
  hostName: string;
  heard: Heard;
  volume: number;
  muted: boolean;
  quality: AskedQuality;
  /** How much later than the browser believes this device sounds. */
  offsetMs: number;
  /** The same sound for any other player. */
  playerUrl: string;
  health: HeardHealth | null;
  onVolume: (volume: number) => void;
  onMute: (muted: boolean) => void;
  onQuality: (quality: AskedQuality) => void;
  onOffset: (ms: number) => void;
  /** The click that a browser wants before it plays, and the one that tries again. */
  onListen: () => void;
  /** It is over, and that has been read. */
  onClose: () => void;
}

const TONES: Readonly<Record<Heard, "good" | "working" | "still">> = {
  starting: "working",
  blocked: "still",
  playing: "good",
  relaxed: "working",
  "host-away": "working",
  late: "working",
  "host-back": "good",
  reconnecting: "working",
  stopped: "still",
  lost: "still",
  over: "still",
  failed: "still",
};

export const OVER: ReadonlySet<Heard> = new Set(["stopped", "lost", "over"]);

/** The live sound as a guest has it: what is happening, how loud, and behind one click how well. */
export function GuestPanel(props: GuestPanelProps) {
  const { hostName, heard, health } = props;
  const words = text.listen.states[heard](hostName);
  return (
    <section className={panel.panel} aria-label={text.listen.label}>
      <header className={panel.head}>
        <p className={styles.state} data-tone={TONES[heard]} role="status">
          <span className={panel.dot} />
          <span>{words}</span>
        </p>
        {OVER.has(heard) && (
          <IconButton className={styles.close} label={text.common.close} hint="none" onClick={props.onClose}>
            <X size={20} aria-hidden="true" />
          </IconButton>
        )}
        {heard === "relaxed" && <p className={panel.lead}>{text.listen.relaxedWhy}</p>}
      </header>
      {heard === "blocked" || heard === "failed" ? (
        <Button look="primary" large wide icon={iconOf(heard)} onClick={props.onListen}>
          {heard === "blocked" ? text.listen.listen : text.listen.retry}
        </Button>
      ) : (
        !OVER.has(heard) && (
          <div className={styles.row}>
            <SoundVolume {...props} />
            <Popover
              label={text.listen.health}
              side="above"
              trigger={(trigger) => (
                <button type="button" className={styles.health} {...trigger}>
                  <span className="tabular">{healthWords(heard, health)}</span>
                </button>
              )}
            >
              {() => <SoundHealth {...props} />}
            </Popover>
          </div>
        )
      )}
    </section>
  );
}

function iconOf(heard: "blocked" | "failed") {
  const Icon = heard === "blocked" ? Headphones : RotateCcw;
  return <Icon size={20} aria-hidden="true" />;
}

/** Less than a millisecond is not told apart by anybody. */
function healthWords(heard: Heard, health: HeardHealth | null): string {
  const isTogether = heard === "playing" || heard === "host-back";
  return isTogether && health !== null && health.relaxedMs === 0 && health.syncErrorMs !== null
    ? text.listen.healthOf(Math.max(1, Math.abs(health.syncErrorMs)))
    : text.listen.healthUnknown;
}
