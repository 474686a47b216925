import { type RefObject, useRef, useState } from "react";
import { useSeat } from "../context";
import { refusedWords } from "../useOrder";
import type { FailedLine } from "./FailedLines";

/** What one is about to say, and what did not get through. */
export interface Talk {
  /** Read when a composer comes up, and not shown anywhere else: nobody needs to hear of each letter. */
  draft: RefObject<string>;
  failed: readonly FailedLine[];
  say: (line: string) => void;
  withdraw: (line: FailedLine) => void;
}

let lastFailure = 0;

/** To be held above the chat, which comes and goes with the tabs and with the width of the window. */
export function useTalk(): Talk {
  const { session } = useSeat();
  const draft = useRef("");
  const [failed, setFailed] = useState<readonly FailedLine[]>([]);

  const say = (line: string) => {
    session.say(line).catch((error: unknown) => {
      setFailed((lines) => [...lines, { key: ++lastFailure, text: line, why: refusedWords(error) }]);
    });
  };
  const withdraw = (gone: FailedLine) => setFailed((lines) => lines.filter(({ key }) => key !== gone.key));
  return { draft, failed, say, withdraw };
}
