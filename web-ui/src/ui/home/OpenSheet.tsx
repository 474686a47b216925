import { X } from "lucide-react";
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { browserSeat } from "../../room/seat";
import { NAME_CHARS_MAX, ROOM_NAME_CHARS_MAX, suggestPerson, suggestRoom, tidyName } from "../format/names";
import { codeOf } from "../http/problem";
import { type NewRoom, openRoom } from "../http/rooms";
import type { RoomKind, SourceKind } from "../http/samples";
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
  kind: RoomKind;
  onClose: () => void;
}

const PASSWORD_CHARS_MAX = 128;
const ACCESS = [
  { value: "listed", label: text.open.listed },
  { value: "unlisted", label: text.open.unlisted },
  { value: "locked", label: text.open.locked },
] as const;

/** From nothing to a room of one's own: everything but the choice is filled in already. */
export function OpenSheet({ kind, onClose }: OpenSheetProps) {
  return kind === "live" ? <LiveSheet onClose={onClose} /> : <PlaySheet kind={kind} onClose={onClose} />;
}

function PlaySheet({ kind, onClose }: { kind: SourceKind; onClose: () => void }) {
  const pick = useSourcePick(kind);
  return (
    <Sheet kind={kind} sourceOf={() => pick.source} onClose={onClose}>
      {(asked) => <SourcePicker kind={kind} pick={pick} asked={asked} />}
    </Sheet>
  );
}

/** What is heard there is chosen inside, in the click that a browser wants for it. */
function LiveSheet({ onClose }: { onClose: () => void }) {
  return (
    <Sheet kind="live" sourceOf={(title) => ({ kind: "live", title })} onClose={onClose}>
      {() => <p className={styles.words}>{text.open.live}</p>}
    </Sheet>
  );
}

interface SheetProps extends OpenSheetProps {
  /** Null while it is not one that can be played. */
  sourceOf: (roomName: string) => NewRoom["source"] | null;
  /** Someone tried to go on: now an empty field is a fault. */
  children: (asked: boolean) => ReactNode;
}

function Sheet({ kind, sourceOf, onClose, children }: SheetProps) {
  const [roomName, setRoomName] = useState(() => suggestRoom(kind));
  const [yourName, setYourName] = useState(() => keptName() ?? suggestPerson());
  const [access, setAccess] = useState<"listed" | "unlisted" | "locked">("listed");
  const [password, setPassword] = useState("");
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
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
    const source = sourceOf(names.room);
    const needsPassword = access === "locked" && password === "";
    if (!source || !names.room || !names.yours || needsPassword) {
      requestAnimationFrame(() => sheet.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus());
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      const room = await openRoom({
        roomName: names.room,
        source,
        access: { listed: access === "listed", ...(access === "locked" ? { password } : {}) },
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
      {children(asked)}
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
      {access === "locked" && (
        <Field
          label={text.open.password}
          type="password"
          value={password}
          maxLength={PASSWORD_CHARS_MAX}
          autoComplete="new-password"
          error={asked && password === "" ? text.open.needsPassword : null}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
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
