import { useEffect } from "react";
import { browserSeat } from "../../room/seat";
import { isKeyOf } from "../format/words";
import { Button } from "../kit/Button";
import { Notice } from "../kit/Notice";
import { PageFrame } from "../PageFrame";
import { navigate } from "../router";
import { text } from "../text";

interface EndedPageProps {
  roomId: string;
  code: string;
  /** Whose room it was: only its host closes it. */
  byYou: boolean;
  onAgain: () => void;
  onDoor: () => void;
}

const { comeBack, openRoom, door, ...endings } = text.ended;

export function endingOf(code: string, byYou: boolean): keyof typeof endings {
  if (code === "room-closed" && byYou) return "closed-by-you";
  return isKeyOf(endings, code) ? code : "other";
}

/** The room is over for this browser: what happened, and the one thing to do next. */
export function EndedPage({ roomId, code, byYou, onAgain, onDoor }: EndedPageProps) {
  const { title, words, act } = endings[endingOf(code, byYou)];

  useEffect(() => {
    document.title = text.titles.room(title);
    if (act === "door" || code === "room-not-found" || code === "room-closed") browserSeat(roomId).forget();
  }, [act, code, roomId, title]);

  return (
    <PageFrame>
      <Notice
        title={title}
        actions={
          <>
            {(act === "retry" || act === "later") && (
              <Button look={act === "retry" ? "primary" : "quiet"} onClick={onAgain}>
                {text.common.retry}
              </Button>
            )}
            {act === "back" && (
              <Button look="primary" onClick={onAgain}>
                {comeBack}
              </Button>
            )}
            {act === "door" && (
              <Button look="primary" onClick={onDoor}>
                {door}
              </Button>
            )}
            <Button look={act === "home" || act === "later" ? "primary" : "quiet"} onClick={() => navigate("/")}>
              {act === "home" ? openRoom : text.common.home}
            </Button>
          </>
        }
      >
        {words}
      </Notice>
    </PageFrame>
  );
}
