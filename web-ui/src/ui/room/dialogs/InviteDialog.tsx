import { Dialog } from "../../kit/Dialog";
import { text } from "../../text";
import { useRoom } from "../context";
import { Invitations } from "./Invitations";

/** A moderator invites guests, and leaves the rest of the door to the host. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const roomId = useRoom((room) => room.roomId);
  return (
    <Dialog title={text.room.invite} onClose={onClose} small>
      <Invitations roomId={roomId} />
    </Dialog>
  );
}
