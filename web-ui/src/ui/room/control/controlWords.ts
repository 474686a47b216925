import { nameOf } from "../../../room/names";
import { text } from "../../text";
import { useRoom } from "../context";

/** Who is in control, and why this guest is not: said calmly, in one place. The host is, whomever they lend it to. */
export function useControlWords(): { who: string; why: string | null } {
  const canControl = useRoom((room) => room.canControl);
  const everyone = useRoom((room) => room.settings.control === "everyone");
  const isHost = useRoom((room) => room.you.role === "host");
  const lent = useRoom((room) => room.settings.control === "granted" && room.control.userId !== null);
  const isYours = useRoom((room) => room.control.userId === room.you.id);
  const holder = useRoom((room) => nameOf(room, room.control.userId ?? "") ?? text.notes.somebody);
  const hostName = useRoom((room) => room.members.find(({ id }) => id === room.hostId)?.name ?? null);
  const goesOn = useRoom((room) => room.timeline?.loop === true && room.timeline.isPlaying);
  const words = text.room;
  if (everyone) return { who: words.everyoneControls, why: null };
  if (lent && isHost) return { who: words.lentByYou(holder), why: null };
  if (lent && isYours) return { who: words.lentToYou(hostName ?? text.notes.somebody), why: null };
  if (lent) return { who: words.lentTo(holder), why: words.whyControls };
  if (isHost || canControl) return { who: words.youControl, why: null };
  if (hostName) return { who: words.openedBy(hostName), why: words.whyControls };
  if (goesOn) return { who: words.byItself, why: words.whyByItself };
  return { who: words.nobodyControls, why: words.whyControls };
}
