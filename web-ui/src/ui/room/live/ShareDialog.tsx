import type { CaptureAbility } from "../../../audio/capture/ability";
import type { CaptureChoice } from "../../../audio/capture/choice";
import { Dialog } from "../../kit/Dialog";
import { text } from "../../text";
import styles from "./Panel.module.css";
import { ShareForm } from "./ShareForm";

interface ShareDialogProps {
  title: string;
  submit: string;
  /** Null while it is being looked at. */
  ability: CaptureAbility | null;
  choice: CaptureChoice | null;
  busy: boolean;
  failure: string;
  onShare: (choice: CaptureChoice) => void;
  onClose: () => void;
}

/** What to share: asked over the room, as there it has all the space that a phone gives. */
export function ShareDialog({ title, submit, ability, choice, busy, failure, onShare, onClose }: ShareDialogProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p className={styles.lead}>{text.share.lead}</p>
      {ability === null ? (
        <p className={styles.lead} role="status">
          {text.share.looking}
        </p>
      ) : (
        <ShareForm
          ability={ability}
          choice={choice}
          busy={busy}
          failure={failure}
          submit={submit}
          onShare={onShare}
          onCancel={onClose}
        />
      )}
    </Dialog>
  );
}
