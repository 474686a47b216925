import { Captions, CaptionsOff } from "lucide-react";
import { IconButton } from "../../kit/Button";
import { text } from "../../text";
import { usePlayer, useSeat } from "../context";
import { toggleCaptions } from "./captions";

/** One press for the one language there is; which of several is chosen in the stage's menu. Not there without any. */
export function CaptionsButton() {
  const { player } = useSeat();
  const subtitles = usePlayer((state) => state.subtitles);
  const chosen = usePlayer((state) => state.subtitle);
  if (subtitles.length === 0) return null;
  const on = chosen !== -1;
  return (
    <IconButton
      label={text.stage.captions}
      hint="above"
      aria-pressed={on}
      onClick={() => player && toggleCaptions(player)}
    >
      {on ? <Captions size={21} aria-hidden="true" /> : <CaptionsOff size={21} aria-hidden="true" />}
    </IconButton>
  );
}
