import { useState } from "react";
import type { CaptureAbility } from "../../../audio/capture/ability";
import type { CaptureChoice } from "../../../audio/capture/choice";
import type { BroadcasterState } from "../../../audio/capture/state";
import { Button } from "../../kit/Button";
import { text } from "../../text";
import { type HeardFigures, OnAir } from "./OnAir";
import styles from "./Panel.module.css";
import { ShareForm } from "./ShareForm";

export interface HostPanelProps {
  /** Null while it is being looked at. */
  ability: CaptureAbility | null;
  sound: BroadcasterState;
  /** What the room says of it, once a second; null until it has. */
  heard: HeardFigures | null;
  /** The server did not take the broadcast. */
  isRefused: boolean;
  /** The room waits for sound that a page before this one sent. */
  isLeftOn: boolean;
  onShare: (choice: CaptureChoice) => void;
  onMute: (muted: boolean) => void;
  onStop: () => void;
}

/** The host's sound: choose and start; then see that it goes out, mute, and stop. */
export function HostPanel({ ability, sound, heard, isRefused, isLeftOn, onShare, onMute, onStop }: HostPanelProps) {
  const [isChanging, setChanging] = useState(false);
  const isOnAir = sound.phase !== "idle" && sound.phase !== "asking";
  const failure = isRefused ? text.share.failed.server : sound.failure === null ? "" : text.share.failed[sound.failure];
  const words = formWords(isOnAir, isLeftOn);
  const share = (choice: CaptureChoice) => {
    setChanging(false);
    onShare(choice);
  };

  if (isOnAir && !(isChanging && ability)) {
    return (
      <section className={styles.panel} aria-label={text.share.title}>
        <OnAir
          sound={sound}
          heard={heard}
          failure={failure}
          onChange={ability === null ? null : () => setChanging(true)}
          onMute={onMute}
          onStop={onStop}
        />
      </section>
    );
  }
  return (
    <section className={styles.panel} aria-label={text.share.title}>
      <header className={styles.head}>
        <h2 className={styles.title}>{words.title}</h2>
        <p className={styles.lead}>{words.lead}</p>
      </header>
      {ability === null ? (
        <p className={styles.lead} role="status">
          {text.share.looking}
        </p>
      ) : (
        <ShareForm
          ability={ability}
          choice={sound.choice}
          busy={sound.phase === "asking"}
          failure={failure}
          submit={words.submit}
          onShare={share}
          actions={
            words.otherwise !== null && (
              <Button look="plain" large onClick={isOnAir ? () => setChanging(false) : onStop}>
                {words.otherwise}
              </Button>
            )
          }
        />
      )}
    </section>
  );
}

function formWords(isOnAir: boolean, isLeftOn: boolean) {
  const { title, lead, submit, another, change, leftOn, goOn, stop } = text.share;
  if (isOnAir) return { title: another, lead, submit: change, otherwise: text.common.cancel };
  if (isLeftOn) return { title, lead: leftOn, submit: goOn, otherwise: stop };
  return { title, lead, submit, otherwise: null };
}
