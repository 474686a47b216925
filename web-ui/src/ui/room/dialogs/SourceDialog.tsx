import { AudioLines, Clapperboard, Music } from "lucide-react";
import { type FormEvent, useState } from "react";
import type { RoomKind, SourceKind } from "../../http/samples";
import { Button } from "../../kit/Button";
import { Choice } from "../../kit/Choice";
import { Dialog } from "../../kit/Dialog";
import { SourcePicker } from "../../source/SourcePicker";
import { useSourcePick } from "../../source/useSourcePick";
import { text } from "../../text";
import { useRoom, useSeat } from "../context";
import { carriedOut, refusedWords } from "../useOrder";
import styles from "./Dialogs.module.css";

const KINDS = [
  { value: "video", label: text.source.video, icon: <Clapperboard size={18} aria-hidden="true" /> },
  { value: "track", label: text.source.track, icon: <Music size={18} aria-hidden="true" /> },
  { value: "live", label: text.source.live, icon: <AudioLines size={18} aria-hidden="true" /> },
] as const;

export function SourceDialog({ onClose }: { onClose: () => void }) {
  const playing = useRoom((room) => room.timeline?.kind ?? null);
  const [kind, setKind] = useState<RoomKind>(playing === "track" ? "track" : "video");
  return (
    <Dialog title={text.source.title} onClose={onClose}>
      <Choice label={text.source.kind} options={KINDS} value={kind} onChange={setKind} />
      {kind === "live" ? <LiveForm onDone={onClose} /> : <SourceForm key={kind} kind={kind} onDone={onClose} />}
    </Dialog>
  );
}

/** What is heard is chosen afterwards, on the stage. */
function LiveForm({ onDone }: { onDone: () => void }) {
  const { session } = useSeat();
  const title = useRoom((room) => room.roomName);
  const [busy, setBusy] = useState(false);
  const clear = async () => {
    setBusy(true);
    if (await carriedOut(session.source({ kind: "live", title }))) onDone();
    else setBusy(false);
  };
  return (
    <>
      <p className={styles.words}>{text.source.liveHint}</p>
      <div className={styles.actions}>
        <Button look="primary" busy={busy} onClick={clear}>
          {text.source.submitLive}
        </Button>
      </div>
    </>
  );
}

function SourceForm({ kind, onDone }: { kind: SourceKind; onDone: () => void }) {
  const { session } = useSeat();
  const pick = useSourcePick(kind);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!pick.source) return;
    setBusy(true);
    setFailure(null);
    try {
      await session.source(pick.source);
      onDone();
    } catch (error) {
      setFailure(refusedWords(error));
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <SourcePicker kind={kind} pick={pick} asked={asked} />
      {failure && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
      <div className={styles.actions}>
        <Button look="primary" type="submit" busy={busy}>
          {text.source.submit}
        </Button>
      </div>
    </form>
  );
}
