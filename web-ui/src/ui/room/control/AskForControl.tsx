import { Button } from "../../kit/Button";
import { text } from "../../text";
import { useRoom, useSeat } from "../context";
import { carriedOut } from "../useOrder";

interface AskForControlProps {
  /** Of asking; asking no more is always quiet. */
  look?: "primary" | "quiet";
  className?: string | undefined;
}

/** Where the host lends control: a guest asks for it, or asks no more. */
export function AskForControl({ look = "quiet", className }: AskForControlProps) {
  const { session } = useSeat();
  const asked = useRoom((room) => room.control.requests.includes(room.you.id));
  return asked ? (
    <Button className={className} onClick={() => carriedOut(session.order({ type: "control:release" }))}>
      {text.room.unaskControl}
    </Button>
  ) : (
    <Button look={look} className={className} onClick={() => carriedOut(session.order({ type: "control:request" }))}>
      {text.room.askControl}
    </Button>
  );
}
