import type { PlayerState } from "../../../player/state";
import type { SessionState } from "../../../room/session";
import { isOfSound } from "../../../room/sound";
import type { RoomState } from "../../../room/state";
import { text } from "../../text";

export interface StepSummary {
  tone: "good" | "working" | "quiet";
  words: string;
}

const RECENT_MS = 5_000;
const NAMES_SHOWN = 2;

/** The one line that says how this browser stands to the room's moment. */
export function stepSummary({ connection, room, clock }: SessionState, player: PlayerState): StepSummary {
  const { step } = text;
  // While it moves from one server to the next, all that is known goes on holding.
  if (connection.kind !== "open" && connection.kind !== "moving") return { tone: "working", words: step.reconnecting };
  if (!clock) return { tone: "working", words: step.clock };
  const timeline = room?.timeline;
  if (room && isOfSound(room)) return liveSummary(room);
  if (!room || !timeline?.src) return { tone: "quiet", words: step.nothing };
  if (timeline.reason === "waiting") return { tone: "working", words: waitingWords(room.members) };
  switch (player.phase) {
    case "error":
    case "needs-gesture":
    case "empty":
      return { tone: "quiet", words: step.silent };
    case "loading":
    case "buffering":
      return { tone: "working", words: step.buffering };
    case "paused":
    case "ended":
      return { tone: "good", words: step.together };
    case "playing":
      return playingSummary(player);
    default:
      return player.phase satisfies never;
  }
}

/** How near it is heard to the others stands at the sound itself. */
function liveSummary({ broadcast }: RoomState): StepSummary {
  const { step } = text;
  if (broadcast === null) return { tone: "quiet", words: step.notLive };
  if (broadcast.waitsSinceServerTime !== null) return { tone: "working", words: step.waitingForHost };
  return { tone: "good", words: step.live };
}

function playingSummary(player: PlayerState): StepSummary {
  const { step } = text;
  if (player.inStep === "catching-up") return { tone: "working", words: step.catchingUp };
  if (player.inStep === "waiting") return { tone: "working", words: step.waiting };
  const spread = recentSpreadMs(player);
  if (player.inStep !== "in-step" || spread === null) return { tone: "good", words: step.together };
  return { tone: "good", words: step.inStep(spread) };
}

export function waitingWords(members: readonly { name: string; ready: boolean }[]): string {
  const late = members.filter((member) => !member.ready).map((member) => member.name);
  if (late.length === 0) return text.step.waiting;
  return text.step.waitingFor(late.slice(0, NAMES_SHOWN), Math.max(0, late.length - NAMES_SHOWN));
}

/** How far off in the last seconds, at worst but for the odd outlier: the figure stands still when all is well. */
export function recentSpreadMs({
  driftHistory,
  driftMs,
}: Pick<PlayerState, "driftHistory" | "driftMs">): number | null {
  const newest = driftHistory.at(-1)?.atMs;
  if (newest === undefined) return driftMs === null ? null : Math.max(1, Math.round(Math.abs(driftMs)));
  const recent = driftHistory
    .filter(({ atMs }) => newest - atMs <= RECENT_MS)
    .map((sample) => Math.abs(sample.driftMs))
    .sort((a, b) => a - b);
  const worst = recent[Math.floor((recent.length - 1) * 0.9)] ?? 0;
  return Math.max(1, Math.round(worst));
}
