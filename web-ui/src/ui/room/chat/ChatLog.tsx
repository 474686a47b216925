import { ArrowDown } from "lucide-react";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { text } from "../../text";
import { useRoom, useSeat } from "../context";
import { ChatLineView } from "./ChatLineView";
import styles from "./ChatLog.module.css";
import { entriesOf } from "./entries";
import { noteWords } from "./noteWords";
import { useLogScroll } from "./useLogScroll";

export function ChatLog({ children }: { children: ReactNode }) {
  const chat = useRoom((room) => room.chat);
  const margin = useRoom((room) => room.margin);
  const more = useRoom((room) => room.chatMore);
  const mayDelete = useRoom((room) => room.you.role !== "guest");
  const { loading, loadOlder } = useOlder(more);
  const lastSeq = chat.findLast((line) => line.seq !== null)?.seq ?? 0;
  const { log, atEnd, toEnd, onScroll } = useLogScroll(chat[0]?.key ?? null, [chat, margin, children], loadOlder);
  const readTo = useReadTo(atEnd, lastSeq);
  const entries = useMemo(() => entriesOf({ chat, margin, more, readTo }), [chat, margin, more, readTo]);
  const unread = readTo === null ? 0 : chat.filter((line) => line.seq !== null && line.seq > readTo).length;
  return (
    <div className={styles.frame}>
      <div
        ref={log}
        className={styles.log}
        role="log"
        aria-live="off"
        aria-label={text.chat.log}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        {loading && <p className={styles.older}>{text.chat.older}</p>}
        {entries.length === 0 && <p className={styles.empty}>{text.chat.empty}</p>}
        <ol className={styles.entries}>
          {entries.map((entry) => {
            switch (entry.kind) {
              case "line":
                return <ChatLineView key={entry.key} line={entry.line} follows={entry.follows} mayDelete={mayDelete} />;
              case "note":
                return (
                  <li key={entry.key} className={styles.note}>
                    {noteWords(entry.note)}
                  </li>
                );
              case "unread":
                return (
                  <li key={entry.key} className={styles.unread}>
                    {text.chat.unread}
                  </li>
                );
              default:
                return entry satisfies never;
            }
          })}
        </ol>
        {children}
      </div>
      {!atEnd && (
        <button type="button" className={styles.jump} onClick={toEnd}>
          <ArrowDown size={16} aria-hidden="true" />
          {unread > 0 ? text.chat.jump(unread) : text.chat.toNewest}
        </button>
      )}
      <NewestLine />
    </div>
  );
}

/** Remembers the last line in sight when somebody looks away: scrolled back, or in another tab. */
function useReadTo(atEnd: boolean, lastSeq: number): number | null {
  const [readTo, setReadTo] = useState<number | null>(null);
  const newest = useRef(lastSeq);
  newest.current = lastSeq;

  useEffect(() => {
    const look = () => {
      const looking = atEnd && document.visibilityState === "visible";
      setReadTo((before) => (looking ? null : (before ?? newest.current)));
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [atEnd]);

  return readTo;
}

function useOlder(more: boolean) {
  const { session } = useSeat();
  const [loading, setLoading] = useState(false);
  const loadOlder = () => {
    if (!more || loading) return;
    setLoading(true);
    // What did not come now is asked for again at the next scroll.
    session.olderChat().then(
      () => setLoading(false),
      () => setLoading(false),
    );
  };
  return { loading, loadOlder };
}

/** The log itself is silent to screen readers, or older lines would be read out as news; this says what is new. */
function NewestLine() {
  const youId = useRoom((room) => room.you.id);
  const newest = useRoom((room) => room.chat.findLast((line) => line.seq !== null) ?? null);
  const [sinceSeq] = useState(newest?.seq ?? 0);
  const isNews = newest !== null && newest.from.id !== youId && (newest.seq ?? 0) > sinceSeq;
  return (
    <p className="unseen" aria-live="polite">
      {isNews && text.chat.spoken(newest.from.name, newest.text)}
    </p>
  );
}
