import { type Answer, RefusedError } from "../connection/requests";
import type { Command } from "../protocol/messages";
import { talked, talkOf } from "./after";
import {
  firstSeq,
  type Gap,
  gapIn,
  PENDING_MAX,
  spanOf,
  withLines,
  withOlder,
  withoutPending,
  withPending,
  withSpan,
} from "./chat";
import { createMailbox, type Mailbox } from "./mailbox";
import type { RoomState } from "./state";
import { targetSeconds } from "./timeline";

const HISTORY_PAGE = 50;
/** Longer than a line takes to come back once the server has acknowledged it. */
const LINE_BACK_WITHIN_MS = 3_000;

/** What a conversation needs of the seat it is held from. */
export interface Seated {
  readonly room: () => RoomState | null;
  readonly enter: (room: RoomState) => void;
  readonly ask: (command: Command, id: string) => Promise<Answer>;
  readonly nextId: () => string;
  readonly serverNowMs: () => number;
  readonly isOpen: () => boolean;
}

/** The room's talk as one guest has it: lines on their way, holes to be filled, older lines when asked for. */
export class Conversation {
  private readonly mailbox: Mailbox;
  private askedBelow = 0;

  constructor(private readonly seated: Seated) {
    this.mailbox = createMailbox({
      now: () => performance.now(),
      isOpen: seated.isOpen,
      ask: (id, text) => seated.ask({ type: "chat", text }, id),
    });
  }

  async say(said: string): Promise<void> {
    const text = said.trim();
    const { room: current, enter, nextId, serverNowMs } = this.seated;
    const room = current();
    if (room === null) {
      throw new RefusedError("not-joined", "not in the room yet");
    }
    if (room.chat.filter(({ pending }) => pending).length >= PENDING_MAX) {
      throw new RefusedError("rate-limited", "too many lines on their way");
    }
    const id = nextId();
    const serverTime = serverNowMs();
    const mediaTime = room.timeline && targetSeconds(room.timeline, serverTime);
    enter(talked(room, withPending(talkOf(room), { key: id, from: room.you, text, serverTime, mediaTime })));
    try {
      await this.mailbox.post(id, text);
    } catch (error) {
      this.drop(id);
      throw error;
    }
    setTimeout(() => this.onLineOverdue(id), LINE_BACK_WITHIN_MS);
  }

  async older(): Promise<void> {
    const room = this.seated.room();
    const before = room === null ? null : firstSeq(talkOf(room));
    const answer = await this.page(before === null ? { limit: HISTORY_PAGE } : { before, limit: HISTORY_PAGE });
    this.change((talk) =>
      withSpan(withOlder(talk, answer.messages, answer.more), answer.messages, spanOf(answer.messages)),
    );
  }

  /** In the room again: what was not acknowledged goes out anew, and holes may be asked about once more. */
  resume(): void {
    this.askedBelow = 0;
    this.mailbox.resend();
  }

  /** The room changed: a line of ours that came back was taken, and a hole is asked about. */
  heard(before: RoomState | null, room: RoomState): void {
    for (const line of before?.chat ?? []) {
      if (line.pending && room.chat.some(({ key, pending }) => key === line.key && !pending)) {
        this.mailbox.arrived(line.key);
      }
    }
    // Each hole is asked about once: what the room no longer keeps will not come by asking again.
    const gap = gapIn(talkOf(room));
    if (gap !== null && gap.below !== this.askedBelow) {
      this.askedBelow = gap.below;
      this.fill(gap).catch(() => undefined);
    }
  }

  abandon(error: RefusedError): void {
    this.mailbox.abandon(error);
  }

  /** The page reaches from where we asked down to its first line, and with no more before that to the first of all. */
  private async fill({ above, below }: Gap): Promise<void> {
    const answer = await this.page({ before: below, limit: Math.min(HISTORY_PAGE, below - above - 1) });
    const begins = answer.more ? (spanOf(answer.messages)?.from ?? below) : 1;
    const looked = { from: Math.max(begins, above + 1), to: below - 1 };
    this.change((talk, you) => withSpan(withLines(talk, answer.messages, you), answer.messages, looked));
  }

  private async newest(): Promise<void> {
    const answer = await this.page({ limit: HISTORY_PAGE });
    this.change((talk, you) => withLines(talk, answer.messages, you));
  }

  private async page(range: { before?: number; limit: number }): Promise<Extract<Answer, { type: "chat:history" }>> {
    const answer = await this.seated.ask({ type: "chat:history", ...range }, this.seated.nextId());
    if (answer.type !== "chat:history") {
      throw new RefusedError("internal", `asked for history, got ${answer.type}`);
    }
    return answer;
  }

  /** Acknowledged, but not seen since: we may have missed it, so the newest lines are looked at once more. */
  private onLineOverdue(key: string): void {
    if (this.seated.room()?.chat.some((line) => line.key === key && line.pending)) {
      this.newest()
        .catch(() => undefined)
        .finally(() => this.drop(key));
    }
  }

  private drop(key: string): void {
    this.change((talk) => withoutPending(talk, key));
  }

  private change(how: (talk: ReturnType<typeof talkOf>, you: string) => ReturnType<typeof talkOf>): void {
    const room = this.seated.room();
    if (room !== null) {
      this.seated.enter(talked(room, how(talkOf(room), room.you.id)));
    }
  }
}
