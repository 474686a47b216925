import { AudioLines, RotateCcw, X } from "lucide-react";
import { Button, IconButton } from "../../kit/Button";
import { text } from "../../text";
import styles from "./Offer.module.css";

interface OfferProps {
  /** Why what was shared does not go out. */
  failure?: string;
  onClick: () => void;
}

/** The way to live sound while there is none. */
export function Offer({ failure = "", onClick }: OfferProps) {
  return (
    <div className={styles.offer}>
      <Failure>{failure}</Failure>
      <Button look="plain" icon={<AudioLines aria-hidden="true" />} aria-haspopup="dialog" onClick={onClick}>
        {text.share.title}
      </Button>
    </div>
  );
}

/** Of what was not refused in the dialog, but after it. */
export function Failure({ children }: { children: string }) {
  return (
    <p className={styles.failure} role="alert">
      {children}
    </p>
  );
}

interface CutOffProps {
  onAgain: () => void;
  onClose: () => void;
}

/** It ended without the host's doing: said where they would go on, until they have read it. */
export function CutOff({ onAgain, onClose }: CutOffProps) {
  return (
    <div className={styles.cut}>
      <p role="status">{text.share.cutOff}</p>
      <IconButton label={text.common.close} hint="none" onClick={onClose}>
        <X size={20} aria-hidden="true" />
      </IconButton>
      <Button icon={<RotateCcw size={18} aria-hidden="true" />} aria-haspopup="dialog" onClick={onAgain}>
        {text.share.again}
      </Button>
    </div>
  );
}
