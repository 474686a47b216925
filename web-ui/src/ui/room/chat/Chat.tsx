import { useState } from "react";
import { text } from "../../text";
import { useSeat } from "../context";
import { refusedWords } from "../useOrder";
import styles from "./Chat.module.css";
import { ChatLog } from "./ChatLog";
import { Composer } from "./Composer";
import { type FailedLine, FailedLines } from "./FailedLines";

let lastFailure = 0;

export function Chat() {
  const { session } = useSeat();
  const [failed, setFailed] = useState<readonly FailedLine[]>([]);

  const say = (line: string) => {
    session.say(line).catch((error: unknown) => {
      setFailed((lines) => [...lines, { key: ++lastFailure, text: line, why: refusedWords(error) }]);
    });
  };
  const withdraw = (gone: FailedLine) => setFailed((lines) => lines.filter(({ key }) => key !== gone.key));
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
      <Composer onSay={say} />
    </section>
  );
}
