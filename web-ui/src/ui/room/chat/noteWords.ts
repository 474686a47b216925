import type { MarginNote } from "../../../room/state";
import { text } from "../../text";

/** "Ann paused at 12:03" */
export function noteWords({ kind, who, mediaTime, rate }: MarginNote): string {
  const name = who?.name ?? text.notes.somebody;
  switch (kind) {
    case "joined":
    case "left":
    case "host":
    case "source":
      return text.notes[kind](name);
    case "played":
    case "paused":
    case "seeked":
      return text.notes[kind](name, mediaTime);
    case "rate":
      return text.notes.rate(name, rate);
    case "waiting":
      return text.notes.waiting();
    default:
      return kind satisfies never;
  }
}
