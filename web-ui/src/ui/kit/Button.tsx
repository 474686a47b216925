import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import styles from "./Button.module.css";

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: "primary" | "quiet" | "plain" | "danger";
  large?: boolean;
  wide?: boolean;
  busy?: boolean;
  icon?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

export function Button({
  look = "quiet",
  large = false,
  wide = false,
  busy = false,
  icon,
  className,
  children,
  disabled,
  ...rest
}: ButtonProps) {
  const classes = [styles.button, styles[look], large && styles.large, wide && styles.wide, className];
  return (
    <button
      type="button"
      className={classes.filter(Boolean).join(" ")}
      aria-busy={busy || undefined}
      disabled={disabled || busy}
      {...rest}
    >
      {icon}
      <span>{children}</span>
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> {
  label: string;
  children: ReactNode;
  /** Where the hint stands: above for things at the bottom of the stage. */
  hint?: "above" | "below" | "none";
  ref?: Ref<HTMLButtonElement>;
}

/** An icon with a name: read out, and shown on hover and keyboard focus. */
export function IconButton({ label, hint = "below", className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={[styles.icon, styles[hint], className].filter(Boolean).join(" ")}
      aria-label={label}
      data-hint={label}
      {...rest}
    >
      {children}
    </button>
  );
}
