import { Ellipsis } from "lucide-react";
import type { Member } from "../../../protocol/messages";
import { IconButton } from "../../kit/Button";
import { Popover } from "../../kit/Popover";
import { text } from "../../text";
import { useRoom, useSeat } from "../context";
import { carriedOut } from "../useOrder";
import styles from "./PersonMenu.module.css";
import { personOrders } from "./personOrders";

/** Of somebody one may do something about. */
export function PersonMenu({ member }: { member: Member }) {
  const { session } = useSeat();
  const you = useRoom((room) => room.you);
  const settings = useRoom((room) => room.settings);
  const control = useRoom((room) => room.control);
  const orders = personOrders({ you, settings, control }, member);
  if (orders.length === 0) return null;
  const label = text.people.menuOf(member.name);
  return (
    <Popover
      label={label}
      trigger={(trigger) => (
        <IconButton label={label} hint="none" {...trigger}>
          <Ellipsis size={18} aria-hidden="true" />
        </IconButton>
      )}
    >
      {(close) => (
        <ul className={styles.menu}>
          {orders.map((order) => (
            <li key={order.label}>
              <button
                type="button"
                className={styles.item}
                onClick={() => {
                  close();
                  void carriedOut(session.order(order.command));
                }}
              >
                {order.label}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
