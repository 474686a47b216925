import { AudioLines, Clapperboard } from "lucide-react";
import { useEffect, useState } from "react";
import type { SourceKind } from "../http/samples";
import { PageFrame } from "../PageFrame";
import { text } from "../text";
import styles from "./HomePage.module.css";
import { Meeting } from "./Meeting";
import { OpenSheet } from "./OpenSheet";
import { RoomList } from "./RoomList";

const SHEET_ID = "open-sheet";

export function HomePage() {
  const [kind, setKind] = useState<SourceKind | null>(null);

  useEffect(() => {
    document.title = text.titles.home;
  }, []);

  const choose = (chosen: SourceKind) => setKind((current) => (current === chosen ? null : chosen));
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
          <ChoiceButton kind="track" chosen={kind === "track"} onChoose={choose} />
        </div>
        <div id={SHEET_ID}>{kind && <OpenSheet key={kind} kind={kind} onClose={close} />}</div>
      </section>
      <RoomList />
    </PageFrame>
  );
}

interface ChoiceButtonProps {
  kind: SourceKind;
  chosen: boolean;
  onChoose: (kind: SourceKind) => void;
}

function ChoiceButton({ kind, chosen, onChoose }: ChoiceButtonProps) {
  const Icon = kind === "video" ? Clapperboard : AudioLines;
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
        <span className={styles.choiceTitle}>{kind === "video" ? text.home.watch : text.home.play}</span>
        <span className={styles.choiceHint}>{kind === "video" ? text.home.watchHint : text.home.playHint}</span>
      </span>
    </button>
  );
}
