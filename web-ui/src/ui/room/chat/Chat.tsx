import { text } from "../../text";
import styles from "./Chat.module.css";
import { ChatLog } from "./ChatLog";
import { Composer } from "./Composer";
import { FailedLines } from "./FailedLines";
import type { Talk } from "./useTalk";

export function Chat({ talk }: { talk: Talk }) {
  const { draft, failed, say, withdraw } = talk;
  return (
    <section className={styles.chat} aria-label={text.chat.title}>
      <ChatLog>
        <FailedLines
          lines={failed}
          onRetry={(line) => {
            withdraw(line);
            say(line.text);
          }}
          onDiscard={withdraw}
        />
      </ChatLog>
      <Composer draft={draft} onSay={say} />
    </section>
  );
}
