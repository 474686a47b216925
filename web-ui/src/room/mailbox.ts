import { type Answer, RefusedError } from "../connection/requests";

/** The server remembers a line's id this long; after that a second try might say it twice. */
const DELIVERY_MS = 600_000;
const AGAIN_AFTER_MS = 2_000;
/** A line that the server cannot cope with must not hold up all that come after it. */
const INTERNAL_TRIES_MAX = 10;
/** A socket takes some lines at once, and then two a second. */
const LINE_MS = 500;
/** Answers that say "not now" rather than "no". */
const PASSING: ReadonlySet<string> = new Set(["unavailable", "draining", "internal"]);

interface Letter {
  readonly id: string;
  readonly text: string;
  readonly postedMs: number;
  firstSentMs: number | null;
  readonly resolve: () => void;
  readonly reject: (error: RefusedError) => void;
  state: "waiting" | "asked";
  tries: number;
}

export interface MailboxOptions {
  readonly now: () => number;
  readonly isOpen: () => boolean;
  readonly ask: (id: string, text: string) => Promise<Answer>;
}

/** Lines being said. Each is sent, with the same id, until the server took it or refused it: exactly once, over reconnects. */
export interface Mailbox {
  post(id: string, text: string): Promise<void>;
  /** In the room again: whatever was not acknowledged goes out anew, in the order it was said. */
  resend(): void;
  /** It came back as a line of the chat, so it was taken, even if the answer got lost. */
  arrived(id: string): void;
  abandon(error: RefusedError): void;
}

export function createMailbox({ now, isOpen, ask }: MailboxOptions): Mailbox {
  const letters = new Map<string, Letter>();
  let again: ReturnType<typeof setTimeout> | undefined;
  /** By then the server has taken all that had gathered. */
  let caughtUpMs = Number.NEGATIVE_INFINITY;

  /** The oldest alone is on its way: one that overtook another would stand before it for everyone. */
  function sendOldest(): void {
    const [oldest] = letters.values();
    if (oldest?.state === "waiting" && again === undefined && isOpen()) {
      send(oldest);
    }
  }

  function send(letter: Letter): void {
    letter.state = "asked";
    letter.firstSentMs ??= now();
    letter.tries += 1;
    const turn = letter.tries;
    ask(letter.id, letter.text).then(
      () => finish(letter.id, null),
      // Asked again meanwhile, on another wire: that answer counts, not the loss of this one.
      (error: unknown) => turn === letter.tries && refused(letter, error),
    );
  }

  function refused(letter: Letter, error: unknown): void {
    if (!letters.has(letter.id)) {
      return;
    }
    const refusal = error instanceof RefusedError ? error : new RefusedError("internal", String(error));
    // What gathered while the room was away may be too much at once, also for a new line right after it; else that is refused for good.
    const gathered = now() - letter.postedMs > AGAIN_AFTER_MS || now() < caughtUpMs;
    const isPassing = PASSING.has(refusal.code) || (refusal.code === "rate-limited" && gathered);
    const isPoison = refusal.code === "internal" && letter.tries >= INTERNAL_TRIES_MAX;
    if (!isPassing || isPoison || isTooOld(letter)) {
      finish(letter.id, refusal);
      return;
    }
    letter.state = "waiting";
    again = setTimeout(goOn, AGAIN_AFTER_MS);
  }

  function isTooOld({ firstSentMs }: Letter): boolean {
    return firstSentMs !== null && now() - firstSentMs >= DELIVERY_MS;
  }

  function goOn(): void {
    clearTimeout(again);
    again = undefined;
    sendOldest();
  }

  function finish(id: string, error: RefusedError | null): void {
    const letter = letters.get(id);
    letters.delete(id);
    if (error === null) {
      letter?.resolve();
    } else {
      letter?.reject(error);
    }
    sendOldest();
  }

  return {
    post: (id, text) =>
      new Promise<void>((resolve, reject) => {
        letters.set(id, { id, text, postedMs: now(), resolve, reject, firstSentMs: null, state: "waiting", tries: 0 });
        sendOldest();
      }),
    resend() {
      caughtUpMs = Math.max(caughtUpMs, now() + letters.size * LINE_MS);
      for (const letter of letters.values()) {
        letter.state = "waiting";
      }
      goOn();
    },
    arrived: (id) => finish(id, null),
    abandon(error) {
      clearTimeout(again);
      const left = [...letters.values()];
      letters.clear();
      for (const letter of left) {
        letter.reject(error);
      }
    },
  };
}
