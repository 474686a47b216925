import { AudioLines, Clapperboard, Music } from "lucide-react";
import { useEffect, useState } from "react";
import type { RoomKind } from "../http/samples";
import { PageFrame } from "../PageFrame";
import { text } from "../text";
import styles from "./HomePage.module.css";
import { Meeting } from "./Meeting";
import { OpenSheet } from "./OpenSheet";
import { RoomList } from "./RoomList";

const SHEET_ID = "open-sheet";

export function HomePage() {
  const [kind, setKind] = useState<RoomKind | null>(null);

  useEffect(() => {
    document.title = text.titles.home;
  }, []);

  const choose = (chosen: RoomKind) => setKind((current) => (current === chosen ? null : chosen));
  const close = () => {
    document.querySelector<HTMLElement>(`[aria-controls="${SHEET_ID}"][aria-expanded="true"]`)?.focus();
    setKind(null);
  };
  return (
    <PageFrame>
      <section className={styles.hero}>
        <Meeting />
        <h1 className={styles.headline}>{text.home.headline}</h1>
        <p className={styles.lead}>{text.home.lead}</p>
        {/* biome-ignore lint/a11y/useSemanticElements: two buttons that belong together, no form to group */}
        <div className={styles.choices} role="group" aria-label={text.home.choose}>
          <ChoiceButton kind="video" chosen={kind === "video"} onChoose={choose} />
          <ChoiceButton kind="live" chosen={kind === "live"} onChoose={choose} />
          <ChoiceButton kind="track" chosen={kind === "track"} onChoose={choose} />
        </div>
        <div id={SHEET_ID}>{kind && <OpenSheet key={kind} kind={kind} onClose={close} />}</div>
      </section>
      <RoomList />
    </PageFrame>
  );
}

interface ChoiceButtonProps {
  kind: RoomKind;
  chosen: boolean;
  onChoose: (kind: RoomKind) => void;
}

const CHOICES = {
  video: { Icon: Clapperboard, title: text.home.watch, hint: text.home.watchHint },
  live: { Icon: AudioLines, title: text.home.share, hint: text.home.shareHint },
  track: { Icon: Music, title: text.home.play, hint: text.home.playHint },
} as const;

function ChoiceButton({ kind, chosen, onChoose }: ChoiceButtonProps) {
  const { Icon, title, hint } = CHOICES[kind];
  return (
    <button
      type="button"
      className={styles.choice}
      aria-expanded={chosen}
      aria-controls={SHEET_ID}
      onClick={() => onChoose(kind)}
    >
      <span className={styles.choiceIcon}>
        <Icon size={24} aria-hidden="true" />
      </span>
      <span>
        <span className={styles.choiceTitle}>{title}</span>
        <span className={styles.choiceHint}>{hint}</span>
      </span>
    </button>
  );
}
