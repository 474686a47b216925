import { Check, Info, TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import styles from "./Toaster.module.css";
import { type Toast, useToasts } from "./toasts";

/** A popover of its own, so that a word is seen above dialogs and in full screen too. */
export function Toaster() {
  const toasts = useToasts();
  const area = useRef<HTMLDivElement>(null);
  const newest = toasts.at(-1)?.id;

  useEffect(() => {
    const shown = area.current;
    if (!shown || newest === undefined) return;
    shown.showPopover?.();
    return () => shown.hidePopover?.();
  }, [newest]);

  return (
    <div ref={area} popover="manual" className={styles.area} role="status" aria-live="polite">
      {toasts.map(({ id, message, tone }) => (
        <p key={id} className={styles.toast}>
          <Icon tone={tone} />
          {message}
        </p>
      ))}
    </div>
  );
}

function Icon({ tone }: { tone: Toast["tone"] }) {
  switch (tone) {
    case "done":
      return <Check size={18} className={styles.done} aria-hidden="true" />;
    case "note":
      return <Info size={18} className={styles.note} aria-hidden="true" />;
    case "trouble":
      return <TriangleAlert size={18} className={styles.trouble} aria-hidden="true" />;
    default:
      return tone satisfies never;
  }
}
