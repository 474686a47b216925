import type { ServerMessage } from "../protocol/messages";

const ANSWER_WITHIN_MS = 6_000;
/** More than anyone can press in the time an answer takes. */
const WAITING_MAX = 200;

/** The server said no, or could not be asked: `code` is one of the protocol's words, `message` is for a log. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** These pass by themselves, as does what got lost on its way. */
const PASSING_REFUSALS: ReadonlySet<string> = new Set([
  "draining",
  "internal",
  "rate-limited",
  "too-slow",
  "unavailable",
]);

export function isPassing(code: string): boolean {
  return PASSING_REFUSALS.has(code);
}

export type Answer = Extract<ServerMessage, { type: "ack" | "chat:history" | "joined" }>;

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: RefusedError) => void;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Questions on their way, each waiting for the answer with its id. */
export interface Requests {
  /** Asked again with the same id, it is the same question. */
  open(id: string): Promise<Answer>;
  /** Whether the message was the answer to something asked here. */
  settle(message: ServerMessage): boolean;
  /** The connection is gone: nobody will answer. */
  abandon(code: string, why: string): void;
}

export function createRequests(): Requests {
  const waiting = new Map<string, Waiting>();
  const answers = new Map<string, Promise<Answer>>();

  function take(id: string): Waiting | undefined {
    const found = waiting.get(id);
    if (found !== undefined) {
      clearTimeout(found.timer);
      waiting.delete(id);
      answers.delete(id);
    }
    return found;
  }

  function settle(message: ServerMessage): boolean {
    switch (message.type) {
      case "ack":
      case "chat:history":
      case "joined": {
        const asked = message.re === null ? undefined : take(message.re);
        asked?.resolve(message);
        return asked !== undefined;
      }
      case "error": {
        const asked = message.re === null ? undefined : take(message.re);
        asked?.reject(new RefusedError(message.code, message.message));
        return asked !== undefined;
      }
      default:
        return false;
    }
  }

  return {
    open(id) {
      const known = answers.get(id);
      if (known !== undefined) {
        return known;
      }
      if (waiting.size >= WAITING_MAX) {
        return Promise.reject(new RefusedError("rate-limited", "too much asked at once"));
      }
      const late = () => take(id)?.reject(new RefusedError("unavailable", "no answer in time"));
      const answer = new Promise<Answer>((resolve, reject) => {
        waiting.set(id, { resolve, reject, timer: setTimeout(late, ANSWER_WITHIN_MS) });
      });
      answers.set(id, answer);
      return answer;
    },
    settle,
    abandon(code, why) {
      for (const id of [...waiting.keys()]) {
        take(id)?.reject(new RefusedError(code, why));
      }
    },
  };
}

const ID_BYTES = 9;

/** Unlike crypto.randomUUID this works on pages without https too. */
export function createIds(): () => string {
  const bytes = crypto.getRandomValues(new Uint8Array(ID_BYTES));
  const prefix = Array.from(bytes, (byte) => byte.toString(36).padStart(2, "0")).join("");
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count.toString(36)}`;
  };
}
