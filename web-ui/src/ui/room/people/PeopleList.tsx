import { ChevronDown, Crown, Link2 } from "lucide-react";
import { useId, useRef, useState } from "react";
import type { Member } from "../../../protocol/messages";
import { count } from "../../format/numbers";
import { Avatar } from "../../kit/Avatar";
import { Button } from "../../kit/Button";
import { text } from "../../text";
import { usePlayer, useRoom } from "../context";
import { TransferDialog } from "../dialogs/TransferDialog";
import { useCopyLink } from "../useCopyLink";
import { useKeptFocus } from "../useKeptFocus";
import { isBuffering } from "./buffering";
import styles from "./PeopleList.module.css";
import { PersonMenu } from "./PersonMenu";

/** Who is here: the host first, then in order of arrival. `bare` where a tab is the heading. */
export function PeopleList({ bare = false }: { bare?: boolean }) {
  const [open, setOpen] = useState(true);
  const total = useRoom((room) => room.total);
  const listId = useId();
  if (bare) {
    return (
      <section className={styles.people} aria-label={text.people.titleWith(total)}>
        <Members listId={listId} tall />
        {total === 1 && <Alone />}
      </section>
    );
  }
  return (
    <section className={styles.people}>
      <h2 className={styles.heading}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={listId}
          onClick={() => setOpen(!open)}
        >
          {text.people.title} <span className={`${styles.count} tabular`}>{count(total)}</span>
          <ChevronDown size={18} className={styles.chevron} aria-hidden="true" />
        </button>
      </h2>
      {open && <Members listId={listId} />}
      {open && total === 1 && <Alone />}
    </section>
  );
}

/** The first thing to do in a room of one's own. */
function Alone() {
  const copy = useCopyLink();
  return (
    <div className={styles.alone}>
      <p>{text.people.alone}</p>
      <Button icon={<Link2 size={18} aria-hidden="true" />} onClick={copy}>
        {text.people.copyLink}
      </Button>
    </div>
  );
}

function Members({ listId, tall = false }: { listId: string; tall?: boolean }) {
  const members = useRoom((room) => room.members);
  const total = useRoom((room) => room.total);
  const hostId = useRoom((room) => room.hostId);
  const youId = useRoom((room) => room.you.id);
  const inOrder = [...members].sort((a, b) => Number(b.id === hostId) - Number(a.id === hostId));
  const others = total - members.length;
  const [heir, setHeir] = useState<Member | null>(null);
  const list = useRef<HTMLUListElement>(null);
  useKeptFocus(list, members);
  return (
    <>
      <ul
        ref={list}
        id={listId}
        className={tall ? `${styles.list} ${styles.tall}` : styles.list}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
        tabIndex={0}
        aria-label={text.people.title}
      >
        {inOrder.map((member) => (
          <Person
            key={member.id}
            member={member}
            isHost={member.id === hostId}
            isYou={member.id === youId}
            onMakeHost={youId === hostId ? setHeir : null}
          />
        ))}
        {others > 0 && <li className={styles.others}>{text.people.others(others)}</li>}
      </ul>
      {heir && <TransferDialog to={heir} onClose={() => setHeir(null)} />}
    </>
  );
}

interface PersonProps {
  member: Member;
  isHost: boolean;
  isYou: boolean;
  /** Only the host may. */
  onMakeHost: ((member: Member) => void) | null;
}

function Person({ member, isHost, isYou, onMakeHost }: PersonProps) {
  const failed = usePlayer((player) => player.error?.kind ?? null);
  // Nobody is ready for what there is not.
  const plays = useRoom((room) => Boolean(room.timeline?.src));
  const buffering = plays && isBuffering(member.ready, isYou, failed);
  return (
    <li className={styles.person}>
      <Avatar id={member.id} name={member.name} small />
      <span className={styles.name}>
        {member.name}
        {isYou && <span className={styles.you}> ({text.people.you})</span>}
      </span>
      {buffering && <span className={styles.state}>{text.people.buffering}</span>}
      <Standing member={member} />
      {onMakeHost && !isYou && (
        <Button
          look="plain"
          className={styles.makeHost}
          aria-label={text.people.makeHostOf(member.name)}
          onClick={() => onMakeHost(member)}
        >
          {text.people.makeHost}
        </Button>
      )}
      <PersonMenu member={member} />
      {isHost && (
        <span className={styles.host}>
          <Crown size={14} aria-hidden="true" />
          {text.people.host}
        </span>
      )}
    </li>
  );
}

/** What a member is besides being here. */
function Standing({ member }: { member: Member }) {
  const controls = useRoom((room) => room.settings.control === "granted" && room.control.userId === member.id);
  const words = [
    member.role === "moderator" ? text.people.moderator : null,
    controls ? text.people.inControl : null,
    member.muted ? text.people.muted : null,
  ].filter((word) => word !== null);
  return words.length > 0 && <span className={styles.host}>{words.join(", ")}</span>;
}
