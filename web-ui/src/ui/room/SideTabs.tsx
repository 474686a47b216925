import { type KeyboardEvent, useId, useRef, useState } from "react";
import { count } from "../format/numbers";
import { text } from "../text";
import { Chat } from "./chat/Chat";
import type { Talk } from "./chat/useTalk";
import { useRoom } from "./context";
import { PeopleList } from "./people/PeopleList";
import styles from "./SideTabs.module.css";

type Tab = "chat" | "people";
const TABS: readonly Tab[] = ["chat", "people"];

/** Where there is no room for both: one after the other, with a dot when something was said meanwhile. */
export function SideTabs({ talk }: { talk: Talk }) {
  const [tab, setTab] = useState<Tab>("chat");
  const total = useRoom((room) => room.total);
  const lastSeq = useRoom((room) => room.chat.findLast((line) => line.seq !== null)?.seq ?? 0);
  const [readTo, setReadTo] = useState(lastSeq);
  const tabs = useRef<HTMLDivElement>(null);
  const id = useId();
  const unread = tab !== "chat" && (lastSeq > readTo || talk.failed.length > 0);

  const choose = (next: Tab) => {
    setReadTo(lastSeq);
    setTab(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    event.stopPropagation();
    const next = tab === "chat" ? "people" : "chat";
    choose(next);
    tabs.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <>
      <div ref={tabs} className={styles.tabs} role="tablist" aria-label={text.room.side} onKeyDown={onKeyDown}>
        {TABS.map((one) => (
          <button
            key={one}
            type="button"
            role="tab"
            id={`${id}-${one}-tab`}
            data-tab={one}
            className={styles.tab}
            aria-selected={tab === one}
            aria-controls={`${id}-panel`}
            tabIndex={tab === one ? 0 : -1}
            onClick={() => choose(one)}
          >
            {one === "chat" ? text.chat.title : text.people.title}
            {one === "people" && <span className={`${styles.count} tabular`}>{count(total)}</span>}
            {one === "chat" && unread && (
              <span className={styles.unread}>
                <span className="unseen">{text.chat.unread}</span>
              </span>
            )}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} className={styles.panel} role="tabpanel" aria-labelledby={`${id}-${tab}-tab`}>
        {tab === "chat" ? <Chat talk={talk} /> : <PeopleList bare />}
      </div>
    </>
  );
}
