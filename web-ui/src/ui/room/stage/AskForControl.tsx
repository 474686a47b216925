import { Button } from "../../kit/Button";
import { text } from "../../text";
import { useRoom, useSeat } from "../context";
import { carriedOut } from "../useOrder";

/** Where the host lends control, a guest can ask for it. */
export function AskForControl() {
  const { session } = useSeat();
  const granted = useRoom((room) => room.settings.control === "granted");
  const asked = useRoom((room) => room.control.requests.includes(room.you.id));
  if (!granted) return null;
  return asked ? (
    <>
      <p role="status">{text.room.controlAsked}</p>
      <Button onClick={() => carriedOut(session.order({ type: "control:release" }))}>{text.room.unaskControl}</Button>
    </>
  ) : (
    <Button look="primary" onClick={() => carriedOut(session.order({ type: "control:request" }))}>
      {text.room.askControl}
    </Button>
  );
}
