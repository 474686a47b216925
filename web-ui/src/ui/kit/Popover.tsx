import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import styles from "./Popover.module.css";

export interface PopoverTrigger {
  popoverTarget: string;
  "aria-expanded": boolean;
  "aria-haspopup": "dialog";
}

interface PopoverProps {
  label: string;
  trigger: (props: PopoverTrigger) => ReactNode;
  children: (close: () => void) => ReactNode;
  side?: "above" | "below";
  className?: string;
}

const GAP_PX = 8;
const EDGE_PX = 8;

/** The browser's own popover: in the top layer (over full screen too), closed by Escape or a click beside it. */
export function Popover({ label, trigger, children, side = "below", className }: PopoverProps) {
  const id = useId();
  const anchor = useRef<HTMLSpanElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    if (!open) return;
    const place = () => placeBeside(anchor.current, panel.current, side);
    place();
    const observer = new ResizeObserver(place);
    if (panel.current) observer.observe(panel.current);
    addEventListener("resize", place);
    return () => {
      observer.disconnect();
      removeEventListener("resize", place);
    };
  }, [open, side]);

  return (
    <span ref={anchor} className={styles.anchor}>
      {trigger({ popoverTarget: id, "aria-expanded": open, "aria-haspopup": "dialog" })}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={[styles.panel, className].filter(Boolean).join(" ")}
        onToggle={(event) => setOpen(event.newState === "open")}
      >
        {open && children(() => panel.current?.hidePopover())}
      </div>
    </span>
  );
}

function placeBeside(anchor: HTMLElement | null, panel: HTMLElement | null, side: "above" | "below"): void {
  if (!anchor || !panel) return;
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const centred = at.left + at.width / 2 - width / 2;
  const left = Math.max(EDGE_PX, Math.min(centred, innerWidth - width - EDGE_PX));
  const above = at.top - GAP_PX - height;
  const below = at.bottom + GAP_PX;
  const fitsBelow = below + height <= innerHeight - EDGE_PX;
  const top =
    side === "above" ? (above >= EDGE_PX || !fitsBelow ? above : below) : fitsBelow || above < EDGE_PX ? below : above;
  panel.style.left = `${left}px`;
  panel.style.top = `${Math.max(EDGE_PX, top)}px`;
}
