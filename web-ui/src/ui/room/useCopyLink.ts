import { toast } from "../kit/toasts";
import { roomPath } from "../router";
import { text } from "../text";
import { useRoom } from "./context";
import { copyText } from "./copyText";

/** The way in for others, on the clipboard, and a word that it is there. */
export function useCopyLink(): () => Promise<void> {
  const roomId = useRoom((room) => room.roomId);
  return async () => {
    const copied = await copyText(new URL(roomPath(roomId), location.href).href);
    toast(copied ? text.room.copied : text.room.notCopied, copied ? "done" : "trouble");
  };
}
