import { Link2 } from "lucide-react";
import { type ReactNode, useId } from "react";
import { RoomArt } from "../brand/RoomArt";
import type { LinkVerdict } from "../format/link";
import { mediaTime } from "../format/time";
import type { Sample, SourceKind } from "../http/samples";
import { Field } from "../kit/Field";
import { text } from "../text";
import styles from "./SourcePicker.module.css";
import { PASTED, type SourcePick } from "./useSourcePick";

interface SourcePickerProps {
  kind: SourceKind;
  pick: SourcePick;
  /** Someone tried to go on: now an empty field is a fault. */
  asked: boolean;
}

/** The built-in samples as they look, and a link of one's own. */
export function SourcePicker({ kind, pick, asked }: SourcePickerProps) {
  const name = useId();
  const { samples, chosen, choose, link, setLink, verdict } = pick;
  const option = (value: string, body: ReactNode) => (
    <label key={value} className={styles.option}>
      <input
        className={styles.radio}
        type="radio"
        name={name}
        checked={chosen === value}
        onChange={() => choose(value)}
      />
      {body}
    </label>
  );
  return (
    <fieldset className={styles.picker}>
      <legend className={styles.label}>{text.open.source}</legend>
      <div className={styles.options}>
        {samples === null && <div className={`${styles.option} ${styles.awaited}`} />}
        {samples?.map((sample) => option(sample.id, <SampleCard sample={sample} />))}
        {option(PASTED, <PasteCard kind={kind} />)}
      </div>
      {chosen === PASTED && samples !== null && (
        <Field
          label={text.open.link[kind]}
          type="url"
          inputMode="url"
          value={link}
          placeholder={text.open.linkPlaceholder[kind]}
          hint={text.open.linkHint[kind]}
          error={errorOf(verdict, asked)}
          warning={verdict.kind === "odd" ? text.link[verdict.why] : null}
          spellCheck={false}
          onChange={(event) => setLink(event.target.value)}
        />
      )}
    </fieldset>
  );
}

function errorOf(verdict: LinkVerdict, asked: boolean): string | null {
  if (verdict.kind === "bad") return text.link[verdict.why];
  return verdict.kind === "empty" && asked ? text.open.needsLink : null;
}

function SampleCard({ sample }: { sample: Sample }) {
  return (
    <>
      <span className={styles.picture}>
        {sample.poster ? (
          <img src={sample.poster} alt="" width={128} height={72} loading="lazy" />
        ) : (
          <RoomArt id={sample.id} />
        )}
      </span>
      <span className={styles.words}>
        <span className={styles.title}>{sample.title}</span>
        <span className={`${styles.about} tabular`}>
          {sample.duration !== null && mediaTime(sample.duration)}
          {sample.loop && ` · ${text.open.sampleLoop}`}
        </span>
      </span>
    </>
  );
}

function PasteCard({ kind }: { kind: SourceKind }) {
  return (
    <>
      <span className={`${styles.picture} ${styles.paste}`}>
        <Link2 size={24} aria-hidden="true" />
      </span>
      <span className={styles.words}>
        <span className={styles.title}>{text.open.paste[kind]}</span>
        <span className={styles.about}>{text.open.pasteHint[kind]}</span>
      </span>
    </>
  );
}
