import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { CaptureAbility } from "../../../audio/capture/ability";
import type { CaptureChoice } from "../../../audio/capture/choice";
import type { BroadcasterState } from "../../../audio/capture/state";
import { text } from "../../text";
import { useWide } from "../useWide";
import { type Grace, LeftOn } from "./LeftOn";
import { CutOff, Failure, Offer } from "./Offer";
import { type HeardFigures, OnAir } from "./OnAir";
import styles from "./Panel.module.css";
import { ShareDialog } from "./ShareDialog";

export interface HostPanelProps {
  /** Null while it is being looked at. */
  ability: CaptureAbility | null;
  sound: BroadcasterState;
  /** What is shared, or was the last time. */
  choice: CaptureChoice | null;
  /** What the room says of it, once a second; null until it has. */
  heard: HeardFigures | null;
  /** The server did not take the broadcast. */
  isRefused: boolean;
  /** The room waits for sound that a page before this one sent, and for how long; null: it does not. */
  leftOn: Grace | null;
  /** The room ended it, as no sound came. */
  isCutOff: boolean;
  /** The way to it stands here, and not somewhere larger. */
  hasOffer: boolean;
  isChoosing: boolean;
  onChoosing: (isChoosing: boolean) => void;
  /** Resolves true when it goes out. */
  onShare: (choice: CaptureChoice) => Promise<boolean>;
  onGiveUp: () => void;
  onMute: (muted: boolean) => void;
  onStop: () => void;
  onDismiss: () => void;
}

/** The host's sound: choose and start; then see that it goes out, mute, and stop. */
export function HostPanel(props: HostPanelProps) {
  const { ability, sound, choice, isRefused, leftOn, isChoosing, onChoosing } = props;
  const isOnAir = sound.phase !== "idle" && sound.phase !== "asking";
  const failure = isRefused ? text.share.failed.server : sound.failure === null ? "" : text.share.failed[sound.failure];
  // What was refused in the dialog was read there.
  const refusal = isRefused && !isChoosing ? text.share.failed.server : "";
  const words = formWords(isOnAir, leftOn !== null);
  const view = isOnAir ? "on-air" : leftOn !== null ? "left-on" : props.isCutOff ? "cut-off" : "offer";
  const section = useFocusOver(view, isChoosing);
  const share = async (wanted: CaptureChoice) => {
    if (await props.onShare(wanted)) onChoosing(false);
  };
  return (
    <section ref={section} tabIndex={-1} className={styles.place} aria-label={text.share.title}>
      {view === "on-air" && <Folding {...props} failure={failure} />}
      {view === "left-on" && leftOn !== null && (
        <div className={styles.panel}>
          <LeftOn
            choice={choice}
            grace={leftOn}
            busy={sound.phase === "asking"}
            failure={isChoosing ? "" : failure}
            onGoOn={() => (choice === null ? onChoosing(true) : void share(choice))}
            onOther={() => onChoosing(true)}
            onStop={props.onStop}
          />
        </div>
      )}
      {view === "cut-off" && <CutOff onAgain={() => onChoosing(true)} onClose={props.onDismiss} />}
      {view === "offer" &&
        (props.hasOffer ? <Offer failure={refusal} onClick={() => onChoosing(true)} /> : <Failure>{refusal}</Failure>)}
      {isChoosing && (
        <ShareDialog
          title={words.title}
          submit={words.submit}
          ability={ability}
          choice={choice}
          busy={sound.phase === "asking"}
          failure={failure}
          onShare={share}
          onClose={() => {
            props.onGiveUp();
            onChoosing(false);
          }}
        />
      )}
    </section>
  );
}

/** On the air, whole or as one line: what goes out goes on either way. */
function Folding({ sound, heard, failure, isChoosing, ...props }: HostPanelProps & { failure: string }) {
  const isWide = useWide();
  const [isFolded, setFolded] = useState(!isWide);
  const fold = useRef<HTMLButtonElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || isFolded || isChoosing) return;
    setFolded(true);
    fold.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape does what the button in it does
    <div className={styles.panel} data-folded={isFolded || undefined} onKeyDown={onKeyDown}>
      <OnAir
        sound={sound}
        heard={heard}
        failure={isChoosing ? "" : failure}
        fold={fold}
        isFolded={isFolded}
        onFold={setFolded}
        onChange={() => props.onChoosing(true)}
        onMute={props.onMute}
        onStop={props.onStop}
      />
    </div>
  );
}

/** Where one view makes way for another, what was focused in it is gone: the place of both has the focus then. */
function useFocusOver(view: string, isChoosing: boolean) {
  const section = useRef<HTMLElement>(null);
  const shown = useRef({ view, isChoosing });
  useEffect(() => {
    const before = shown.current;
    shown.current = { view, isChoosing };
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (!isLost) return;
    if (before.view !== view) section.current?.focus({ preventScroll: true });
    // The dialog may have been opened by a button that its coming took the place of.
    else if (before.isChoosing && !isChoosing) section.current?.querySelector<HTMLElement>("[aria-haspopup]")?.focus();
  }, [view, isChoosing]);
  return section;
}

function formWords(isOnAir: boolean, isLeftOn: boolean) {
  const { title, submit, another, change, goOn } = text.share;
  if (isOnAir) return { title: another, submit: change };
  return isLeftOn ? { title: another, submit: goOn } : { title, submit };
}
