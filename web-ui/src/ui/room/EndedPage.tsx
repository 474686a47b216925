import { useEffect } from "react";
import { giveUpSeat } from "../kept";
import { Button } from "../kit/Button";
import { Notice } from "../kit/Notice";
import { PageFrame } from "../PageFrame";
import { navigate } from "../router";
import { text } from "../text";

interface EndedPageProps {
  roomId: string;
  code: string;
  onAgain: () => void;
  onDoor: () => void;
}

type EndedCode = Exclude<keyof typeof text.ended, "comeBack" | "openRoom" | "door">;

const CODES: readonly string[] = Object.keys(text.ended);

/** The room is over for this browser: what happened, and the one thing to do next. */
export function EndedPage({ roomId, code, onAgain, onDoor }: EndedPageProps) {
  const { title, words, act } = text.ended[(CODES.includes(code) ? code : "other") as EndedCode];

  useEffect(() => {
    document.title = text.titles.room(title);
    if (act === "door" || code === "room-not-found" || code === "room-closed") giveUpSeat(roomId);
  }, [act, code, roomId, title]);

  return (
    <PageFrame>
      <Notice
        title={title}
        actions={
          <>
            {act === "retry" && (
              <Button look="primary" onClick={onAgain}>
                {text.common.retry}
              </Button>
            )}
            {act === "back" && (
              <Button look="primary" onClick={onAgain}>
                {text.ended.comeBack}
              </Button>
            )}
            {act === "door" && (
              <Button look="primary" onClick={onDoor}>
                {text.ended.door}
              </Button>
            )}
            <Button look={act === "home" ? "primary" : "quiet"} onClick={() => navigate("/")}>
              {act === "home" ? text.ended.openRoom : text.common.home}
            </Button>
          </>
        }
      >
        {words}
      </Notice>
    </PageFrame>
  );
}
