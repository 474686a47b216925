import { SendHorizontal } from "lucide-react";
import { type KeyboardEvent, type RefObject, useId, useLayoutEffect, useRef, useState } from "react";
import { IconButton } from "../../kit/Button";
import { text } from "../../text";
import { useRoom } from "../context";
import styles from "./Composer.module.css";

const CHARS_MAX = 500;
const COUNTED_FROM = 400;

interface ComposerProps {
  /** What was begun, and is kept while no composer is to be seen. */
  draft: RefObject<string>;
  onSay: (line: string) => void;
}

export function Composer({ draft: kept, onSay }: ComposerProps) {
  const [draft, setDraft] = useState(() => kept.current);
  const field = useRef<HTMLTextAreaElement>(null);
  const mode = useRoom((room) => room.settings.chat);
  const slowModeMs = useRoom((room) => room.settings.slowModeMs);
  const counterId = useId();
  const line = draft.trim();
  const length = [...line].length;
  const sendable = length > 0 && length <= CHARS_MAX;

  // As high as what is written; CSS says how high it may get.
  // biome-ignore lint/correctness/useExhaustiveDependencies: measured anew for every draft
  useLayoutEffect(() => {
    const area = field.current;
    if (!area) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }, [draft]);

  if (mode === "off") return <p className={styles.off}>{text.chat.off}</p>;

  const write = (written: string) => {
    kept.current = written;
    setDraft(written);
  };
  const send = () => {
    if (!sendable) return;
    onSay(line);
    write("");
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {mode === "slow" && <p className={styles.hint}>{text.chat.slow(Math.round(slowModeMs / 1000))}</p>}
      <div className={styles.row}>
        <textarea
          ref={field}
          className={styles.field}
          rows={1}
          value={draft}
          placeholder={text.chat.say}
          aria-label={text.chat.say}
          aria-describedby={counterId}
          aria-invalid={length > CHARS_MAX || undefined}
          enterKeyHint="send"
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <IconButton label={text.chat.send} hint="none" type="submit" className={styles.send} disabled={!sendable}>
          <SendHorizontal size={19} aria-hidden="true" />
        </IconButton>
      </div>
      <p
        id={counterId}
        className={`${styles.counter} tabular`}
        data-over={length > CHARS_MAX || undefined}
        aria-live="polite"
      >
        {length >= COUNTED_FROM && text.chat.left(CHARS_MAX - length)}
      </p>
    </form>
  );
}
