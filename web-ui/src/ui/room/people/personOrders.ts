import type { Member, Role } from "../../../protocol/messages";
import type { OrderCommand } from "../../../room/session";
import type { RoomState } from "../../../room/state";
import { text } from "../../text";

export interface PersonOrder {
  readonly label: string;
  readonly command: OrderCommand;
}

const RANK: { readonly [role in Role]: number } = { host: 2, moderator: 1, guest: 0 };
const LEND_MINUTES = 5;

/** What you may do about somebody: nobody touches who ranks as high, and roles and control are the host's to give. */
export function personOrders(
  { you, settings, control }: Pick<RoomState, "you" | "settings" | "control">,
  { id, role, muted }: Member,
): readonly PersonOrder[] {
  if (you.id === id || RANK[you.role] <= RANK[role]) return [];
  const words = text.people;
  const orders: PersonOrder[] = [];
  const add = (label: string, command: OrderCommand) => orders.push({ label, command });
  if (you.role === "host" && settings.control === "granted") {
    if (control.userId === id) {
      add(words.takeBack, { type: "control:revoke", to: id });
    } else {
      add(words.lend, { type: "control:grant", to: id });
      add(words.lendFor(LEND_MINUTES), { type: "control:grant", to: id, seconds: LEND_MINUTES * 60 });
    }
  }
  if (you.role === "host") {
    add(role === "moderator" ? words.unmakeModerator : words.makeModerator, {
      type: "member:role",
      userId: id,
      role: role === "moderator" ? "guest" : "moderator",
    });
  }
  add(muted ? words.unmute : words.mute, { type: muted ? "member:unmute" : "member:mute", userId: id });
  add(words.kick, { type: "member:kick", userId: id });
  add(words.ban, { type: "member:ban", userId: id });
  add(words.banNetwork, { type: "member:ban", userId: id, network: true });
  return orders;
}
