import { X } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { browserSeat } from "../../room/seat";
import { NAME_CHARS_MAX, ROOM_NAME_CHARS_MAX, suggestPerson, suggestRoom, tidyName } from "../format/names";
import { codeOf } from "../http/problem";
import { openRoom } from "../http/rooms";
import type { SourceKind } from "../http/samples";
import { keepName, keptName } from "../kept";
import { Button, IconButton } from "../kit/Button";
import { Choice } from "../kit/Choice";
import { Field } from "../kit/Field";
import { navigate, roomPath } from "../router";
import { SourcePicker } from "../source/SourcePicker";
import { useSourcePick } from "../source/useSourcePick";
import { text } from "../text";
import styles from "./OpenSheet.module.css";

interface OpenSheetProps {
  kind: SourceKind;
  onClose: () => void;
}

const ACCESS = [
  { value: "listed", label: text.open.listed },
  { value: "unlisted", label: text.open.unlisted },
] as const;

/** From nothing to a room of one's own: everything but the choice is filled in already. */
export function OpenSheet({ kind, onClose }: OpenSheetProps) {
  const [roomName, setRoomName] = useState(() => suggestRoom(kind));
  const [yourName, setYourName] = useState(() => keptName() ?? suggestPerson());
  const [access, setAccess] = useState<"listed" | "unlisted">("listed");
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const pick = useSourcePick(kind);
  const sheet = useRef<HTMLFormElement>(null);

  useEffect(() => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    sheet.current?.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
    sheet.current?.querySelector("h2")?.focus({ preventScroll: true });
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const names = { room: tidyName(roomName), yours: tidyName(yourName) };
    if (!pick.source || !names.room || !names.yours) {
      requestAnimationFrame(() => sheet.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      const room = await openRoom({
        roomName: names.room,
        source: pick.source,
        access: { listed: access === "listed" },
      });
      keepName(names.yours);
      browserSeat(room.roomId).keep(room.token, room.hostId);
      navigate(roomPath(room.roomId));
    } catch (error) {
      setFailure(wordsFor(codeOf(error)));
      setBusy(false);
    }
  };

  return (
    <form
      ref={sheet}
      className={styles.sheet}
      onSubmit={submit}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
      noValidate
      aria-labelledby="open-title"
    >
      <header className={styles.head}>
        <h2 id="open-title" tabIndex={-1} className={styles.title}>
          {text.open.title[kind]}
        </h2>
        <IconButton label={text.open.close} hint="none" onClick={onClose}>
          <X size={20} aria-hidden="true" />
        </IconButton>
      </header>
      <SourcePicker kind={kind} pick={pick} asked={asked} />
      <div className={styles.pair}>
        <Field
          label={text.open.roomName}
          value={roomName}
          maxLength={ROOM_NAME_CHARS_MAX}
          error={asked && !tidyName(roomName) ? text.open.needsName : null}
          onChange={(event) => setRoomName(event.target.value)}
        />
        <Field
          label={text.open.yourName}
          value={yourName}
          maxLength={NAME_CHARS_MAX}
          autoComplete="nickname"
          error={asked && !tidyName(yourName) ? text.open.needsYourName : null}
          onChange={(event) => setYourName(event.target.value)}
        />
      </div>
      <div className={styles.last}>
        <Choice label={text.open.access} options={ACCESS} value={access} onChange={setAccess} />
        <Button look="primary" large type="submit" busy={busy}>
          {text.open.submit}
        </Button>
      </div>
      <p className={styles.failure} role="alert">
        {failure}
      </p>
    </form>
  );
}

function wordsFor(code: string): string {
  const { failed } = text.open;
  return code === "offline" || code === "rate-limited" || code === "bad-message" ? failed[code] : failed.other;
}
