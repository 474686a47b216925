import { Crown, Trash2 } from "lucide-react";
import { type MouseEvent, memo } from "react";
import type { ChatLine } from "../../../room/state";
import { partsOf } from "../../format/link";
import { clockTime, dateAndTime } from "../../format/time";
import { IconButton } from "../../kit/Button";
import { text } from "../../text";
import { useSeat } from "../context";
import { carriedOut } from "../useOrder";
import styles from "./ChatLineView.module.css";

interface ChatLineViewProps {
  line: ChatLine;
  follows: boolean;
  mayDelete: boolean;
}

/**
 * One line as text: links of the web become links, nothing ever becomes HTML. Anybody may be called what the host is called, so it
 * says who is host.
 */
export const ChatLineView = memo(function ChatLineView({ line, follows, mayDelete }: ChatLineViewProps) {
  const { from, serverTime, pending } = line;
  return (
    <li className={follows ? `${styles.line} ${styles.follows}` : styles.line} data-pending={pending || undefined}>
      <p className={follows ? "unseen" : styles.head}>
        <span className={styles.name}>{from.name}</span>
        {from.role !== "guest" && (
          <span className={styles.role}>
            {from.role === "host" && <Crown size={12} aria-hidden="true" />}
            {text.people[from.role]}
          </span>
        )}
        <time
          className={`${styles.time} tabular`}
          dateTime={new Date(serverTime).toISOString()}
          title={dateAndTime(serverTime)}
        >
          {pending ? text.chat.pending : clockTime(serverTime)}
        </time>
      </p>
      <p className={styles.text}>
        {partsOf(line.text).map((part, index) =>
          part.kind === "text" ? (
            part.text
          ) : (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line never change
            <a key={index} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
              {part.text}
              <span className="unseen"> ({text.chat.opensNew})</span>
            </a>
          ),
        )}
      </p>
      {mayDelete && line.seq !== null && <DeleteButton seq={line.seq} who={from.name} words={line.text} />}
    </li>
  );
});

const NAMED_BY_CHARS = 40;

function DeleteButton({ seq, who, words }: { seq: number; who: string; words: string }) {
  const { session } = useSeat();
  const remove = async (event: MouseEvent<HTMLButtonElement>) => {
    // The button goes with its line; whoever came by keyboard goes on from the log.
    const log = event.currentTarget.closest<HTMLElement>('[role="log"]');
    if (await carriedOut(session.deleteChat(seq))) log?.focus({ preventScroll: true });
  };
  return (
    <IconButton
      label={text.chat.remove(who, words.slice(0, NAMED_BY_CHARS))}
      hint="none"
      title={text.chat.removeHint}
      className={styles.remove}
      onClick={remove}
    >
      <Trash2 size={16} aria-hidden="true" />
    </IconButton>
  );
}
