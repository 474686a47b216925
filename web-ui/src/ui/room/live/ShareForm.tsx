import { AppWindow, Mic } from "lucide-react";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import type { Can, CaptureAbility } from "../../../audio/capture/ability";
import type { CaptureChoice, Preset, SoundSource } from "../../../audio/capture/choice";
import { Button } from "../../kit/Button";
import { Choice } from "../../kit/Choice";
import { text } from "../../text";
import styles from "./ShareForm.module.css";

interface ShareFormProps {
  ability: CaptureAbility;
  /** What is chosen to begin with: what was shared before, if anything. */
  choice: CaptureChoice | null;
  busy: boolean;
  failure: string;
  submit: string;
  onShare: (choice: CaptureChoice) => void;
  onCancel: () => void;
}

const PRESETS = [
  { value: "music", label: text.share.music },
  { value: "talk", label: text.share.talk },
] as const;

/** Where the sound comes from and what it is. What this browser cannot do is said where one would look for it. */
export function ShareForm({ ability, choice, busy, failure, submit, onShare, onCancel }: ShareFormProps) {
  const [chosen, setChosen] = useState<SoundSource>(choice?.source ?? (ability.tab.can ? "tab" : "microphone"));
  const [preset, setPreset] = useState<Preset>(choice?.preset ?? "music");
  const share = (event: FormEvent) => {
    event.preventDefault();
    onShare({ source: chosen, preset });
  };
  const option = (source: SoundSource, icon: ReactNode, label: string, hint: string) => (
    <SourceOption
      chosen={chosen === source}
      can={ability[source]}
      icon={icon}
      label={label}
      hint={ability[source].can ? hint : text.share.cannot[source][ability[source].why]}
      onChoose={() => setChosen(source)}
    />
  );
  return (
    <form className={styles.form} onSubmit={share}>
      <fieldset className={styles.sources}>
        <legend className={styles.label}>{text.share.source}</legend>
        {option(
          "tab",
          <AppWindow size={22} aria-hidden="true" />,
          ability.wholeSystem ? text.share.tabOrSystem : text.share.tab,
          text.share.tabHint,
        )}
        {option("microphone", <Mic size={22} aria-hidden="true" />, text.share.microphone, text.share.microphoneHint)}
      </fieldset>
      <Choice
        label={text.share.preset}
        options={PRESETS}
        value={preset}
        onChange={setPreset}
        hint={preset === "music" ? text.share.musicHint : text.share.talkHint}
      />
      {ability.codec === "pcm" && <p className={styles.note}>{text.share.unpacked}</p>}
      <p className={styles.failure} role="alert">
        {failure}
      </p>
      <div className={styles.actions}>
        <Button look="plain" large onClick={onCancel}>
          {text.common.cancel}
        </Button>
        <Button type="submit" look="primary" large busy={busy} disabled={!ability[chosen].can}>
          {busy ? text.share.asking : submit}
        </Button>
      </div>
    </form>
  );
}

interface SourceOptionProps {
  chosen: boolean;
  can: Can;
  icon: ReactNode;
  label: string;
  hint: string;
  onChoose: () => void;
}

function SourceOption({ chosen, can, icon, label, hint, onChoose }: SourceOptionProps) {
  const hintId = useId();
  return (
    <label className={styles.source}>
      <input
        className={styles.radio}
        type="radio"
        name="source"
        checked={chosen && can.can}
        disabled={!can.can}
        aria-describedby={hintId}
        onChange={onChoose}
      />
      {icon}
      <span className={styles.words}>
        <span className={styles.name}>{label}</span>
        <span id={hintId} className={styles.hint}>
          {hint}
        </span>
      </span>
    </label>
  );
}
