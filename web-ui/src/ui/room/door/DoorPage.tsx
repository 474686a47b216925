import { type FormEvent, useEffect, useRef, useState } from "react";
import { preparePlayer } from "../../../player/prepare";
import { browserSeat } from "../../../room/seat";
import { RoomArt } from "../../brand/RoomArt";
import { NAME_CHARS_MAX, suggestPerson, tidyName } from "../../format/names";
import { mediaTime } from "../../format/time";
import { isKeyOf } from "../../format/words";
import { codeOf, ProblemError } from "../../http/problem";
import { type RoomAtDoor, roomAtDoor, takeSeat } from "../../http/rooms";
import { keepName, keptName } from "../../kept";
import { Avatar } from "../../kit/Avatar";
import { Button } from "../../kit/Button";
import { Field } from "../../kit/Field";
import { Notice } from "../../kit/Notice";
import { PageFrame } from "../../PageFrame";
import { navigate } from "../../router";
import { usePoster } from "../../source/usePoster";
import { text } from "../../text";
import { useSecondsUntil } from "../../useSecondsUntil";
import styles from "./DoorPage.module.css";
import { inviteIn } from "./invite";

type Look = { kind: "looking" } | { kind: "found"; room: RoomAtDoor } | { kind: "gone" } | { kind: "failed" };

interface DoorPageProps {
  roomId: string;
  onJoin: (name: string) => void;
}

/** A guest's one screen: which room, who is there, and one large button. */
export function DoorPage({ roomId, onJoin }: DoorPageProps) {
  const [look, setLook] = useState<Look>({ kind: "looking" });
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round looks again
  useEffect(() => {
    let current = true;
    const show = (next: Look) => {
      if (current) setLook(next);
    };
    setLook({ kind: "looking" });
    roomAtDoor(roomId).then(
      (room) => show({ kind: "found", room }),
      (error: unknown) => show({ kind: isGone(codeOf(error)) ? "gone" : "failed" }),
    );
    return () => {
      current = false;
    };
  }, [roomId, round]);

  const roomName = look.kind === "found" ? look.room.roomName : null;
  useEffect(() => {
    document.title = roomName ? text.titles.room(roomName) : text.titles.home;
  }, [roomName]);

  return (
    <PageFrame>
      {look.kind === "looking" && <Notice waiting title={text.door.looking} />}
      {look.kind === "found" && (
        <Door roomId={roomId} room={look.room} linked={inviteIn(location.hash)} onJoin={onJoin} />
      )}
      {look.kind === "gone" && (
        <Notice
          title={text.door.gone.title}
          actions={
            <Button look="primary" onClick={() => navigate("/")}>
              {text.ended.openRoom}
            </Button>
          }
        >
          {text.door.gone.words}
        </Notice>
      )}
      {look.kind === "failed" && (
        <Notice
          title={text.door.failed.title}
          actions={
            <>
              <Button look="primary" onClick={() => setRound(round + 1)}>
                {text.common.retry}
              </Button>
              <Button onClick={() => navigate("/")}>{text.common.home}</Button>
            </>
          }
        >
          {text.door.failed.words}
        </Notice>
      )}
    </PageFrame>
  );
}

function isGone(code: string): boolean {
  return code === "room-not-found" || code === "room-closed" || code === "bad-message";
}

/** Why somebody was not let in, and until when they will not be. */
interface Refusal {
  words: string;
  untilMs: number;
}

/** Refusals of an invitation that will never be another answer. */
const SPENT: ReadonlySet<string> = new Set(["expired", "unauthorized"]);

function refusalOf(error: unknown): Refusal {
  const code = codeOf(error);
  const waitMs = error instanceof ProblemError ? error.retryAfterMs : 0;
  return {
    words: isKeyOf(text.door.refused, code) ? text.door.refused[code] : text.door.refused.other,
    untilMs: code === "rate-limited" ? Date.now() + waitMs : 0,
  };
}

/** Then nobody outside is told who is there. */
function isClosed({ asksFor }: RoomAtDoor): boolean {
  return asksFor.password || asksFor.invite;
}

const PASSWORD_CHARS_MAX = 128;
const FACES_SHOWN = 4;
const NAMES_SHOWN = 3;

interface DoorProps {
  roomId: string;
  room: RoomAtDoor;
  /** The invitation in the link. */
  linked: string | null;
  onJoin: (name: string) => void;
}

function Door({ roomId, room, linked, onJoin }: DoorProps) {
  const [invite, setInvite] = useState(linked);
  const asksPassword = room.asksFor.password && invite === null;
  const invitedOnly = room.asksFor.invite && !room.asksFor.password && invite === null;
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const waitS = useSecondsUntil(refusal?.untilMs ?? 0, Date.now);
  const [name, setName] = useState(() => keptName() ?? suggestPerson());
  const poster = usePoster(room.src);
  const [asked, setAsked] = useState(false);
  const join = useRef<HTMLButtonElement>(null);

  useEffect(() => join.current?.focus({ preventScroll: true }), []);
  useEffect(preparePlayer, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const tidy = tidyName(name);
    setAsked(true);
    if (!tidy || waitS > 0 || (asksPassword && password === "")) return;
    keepName(tidy);
    if (!asksPassword && invite === null) {
      onJoin(tidy);
      return;
    }
    setBusy(true);
    setRefusal(null);
    try {
      const seat = await takeSeat(roomId, { name: tidy, ...(invite === null ? { password } : { invite }) });
      browserSeat(roomId).keep(seat.token, seat.userId);
      history.replaceState(null, "", location.pathname);
      onJoin(tidy);
    } catch (error) {
      setRefusal(refusalOf(error));
      // What lets nobody in is not shown again: what the room asks for otherwise is asked for now.
      if (invite !== null && SPENT.has(codeOf(error))) spend();
      setBusy(false);
    }
  };
  const spend = () => {
    setInvite(null);
    setAsked(false);
    history.replaceState(null, "", location.pathname);
  };
  const told = refusal && (waitS > 0 ? `${refusal.words} ${text.door.again(mediaTime(waitS))}` : refusal.words);
  const names = room.people.slice(0, NAMES_SHOWN).map((person) => person.name);
  const others = Math.max(0, room.total - names.length);
  return (
    <form className={styles.door} onSubmit={submit} noValidate>
      <div className={styles.picture}>{poster ? <img src={poster} alt="" /> : <RoomArt id={roomId} />}</div>
      <div className={styles.words}>
        <p className={styles.invited}>{text.door.invited}</p>
        <h1 className={styles.name}>{room.roomName}</h1>
        {room.title && room.title !== room.roomName && <p className={styles.title}>{room.title}</p>}
        <p className={styles.people}>
          {room.people.length > 0 && (
            <span className={styles.faces}>
              {room.people.slice(0, FACES_SHOWN).map((person) => (
                <Avatar key={person.id} id={person.id} name={person.name} small />
              ))}
            </span>
          )}
          {names.length > 0 ? text.door.people(names, others) : isClosed(room) ? text.door.hidden : text.door.nobody}
        </p>
      </div>
      <Field
        label={text.open.yourName}
        value={name}
        maxLength={NAME_CHARS_MAX}
        autoComplete="nickname"
        error={asked && !tidyName(name) ? text.open.needsYourName : null}
        onChange={(event) => setName(event.target.value)}
      />
      {asksPassword && (
        <Field
          label={text.door.password}
          type="password"
          value={password}
          maxLength={PASSWORD_CHARS_MAX}
          autoComplete="off"
          error={told ?? (asked && password === "" ? text.door.needsPassword : null)}
          onChange={(event) => setPassword(event.target.value)}
        />
      )}
      <Button ref={join} look="primary" large wide type="submit" busy={busy} disabled={invitedOnly || waitS > 0}>
        {text.door.join}
      </Button>
      {told && !asksPassword && (
        <p className={styles.refusal} role="alert">
          {told}
        </p>
      )}
      <p className={styles.hint}>{invitedOnly ? text.door.invitedOnly : text.door.joinHint}</p>
    </form>
  );
}
