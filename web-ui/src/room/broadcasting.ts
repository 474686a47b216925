import { type Answer, RefusedError } from "../connection/requests";
import type { ClientMessage, Command, Feed, Quality } from "../protocol/messages";

/** The server's leave to send: each frame carries the epoch. */
export interface Grant {
  readonly broadcastId: string;
  readonly epoch: number;
}

/** What we ask of the room's live sound. Sending and hearing it is somebody else's. */
export interface Broadcasting {
  /** Again after a reconnect, it goes on with the same broadcast in another epoch. */
  start(feed: Feed): Promise<Grant>;
  stop(): Promise<void>;
  /** Kept over reconnects. */
  want(quality: Quality): Promise<void>;
  /** In the room again: the server has forgotten what we wanted. */
  resume(): void;
}

export function createBroadcasting(
  ask: (command: Command) => Promise<Answer>,
  send: (message: ClientMessage) => void,
): Broadcasting {
  let wanted: Quality | null = null;

  return {
    async start(feed) {
      const answer = await ask({ type: "broadcast:start", ...feed });
      if (answer.type !== "ack" || answer.broadcastId === null || answer.epoch === null) {
        throw new RefusedError("internal", "asked to broadcast and was granted nothing");
      }
      return { broadcastId: answer.broadcastId, epoch: answer.epoch };
    },
    async stop() {
      await ask({ type: "broadcast:stop" });
    },
    async want(quality) {
      wanted = quality;
      await ask({ type: "quality:request", quality });
    },
    resume() {
      if (wanted !== null) {
        send({ type: "quality:request", quality: wanted });
      }
    },
  };
}
