import { type InputHTMLAttributes, type ReactNode, useId } from "react";
import styles from "./Field.module.css";

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  /** Said under the field; an error takes its place. */
  hint?: ReactNode;
  error?: string | null;
  warning?: string | null;
  end?: ReactNode;
}

export function Field({ label, hint, error, warning, end, id, className, ...input }: FieldProps) {
  const ownId = useId();
  const inputId = id ?? ownId;
  const noteId = `${inputId}-note`;
  const note = error ?? warning ?? hint;
  return (
    <div className={[styles.field, className].filter(Boolean).join(" ")}>
      <label className={styles.label} htmlFor={inputId}>
        {label}
      </label>
      <div className={styles.row}>
        <input
          id={inputId}
          className={styles.input}
          aria-invalid={error ? true : undefined}
          aria-describedby={note ? noteId : undefined}
          autoComplete="off"
          {...input}
        />
        {end}
      </div>
      <p id={noteId} className={error ? styles.error : warning ? styles.warning : styles.hint} aria-live="polite">
        {note}
      </p>
    </div>
  );
}
