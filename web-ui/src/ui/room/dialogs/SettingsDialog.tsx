import { useState } from "react";
import type { Settings } from "../../../protocol/messages";
import { Choice } from "../../kit/Choice";
import { Dialog } from "../../kit/Dialog";
import { text } from "../../text";
import { useRoom, useSeat } from "../context";
import { refusedWords } from "../useOrder";
import styles from "./Dialogs.module.css";

const CONTROL = [
  { value: "host", label: text.settings.controlHost },
  { value: "granted", label: text.settings.controlGranted },
  { value: "everyone", label: text.settings.controlEveryone },
] as const;
const CHAT = [
  { value: "on", label: text.settings.chatOn },
  { value: "slow", label: text.settings.chatSlow },
  { value: "off", label: text.settings.chatOff },
] as const;
const WAIT = [
  { value: "nobody", label: text.settings.waitNobody },
  { value: "everyone", label: text.settings.waitEveryone },
] as const;

/** Each choice holds at once, for everyone; what the room says is what is shown. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { session } = useSeat();
  const settings = useRoom((room) => room.settings);
  const [failure, setFailure] = useState<string | null>(null);
  const change = async (patch: Partial<Settings>) => {
    setFailure(null);
    try {
      await session.settings(patch);
    } catch (error) {
      setFailure(refusedWords(error));
    }
  };
  return (
    <Dialog title={text.settings.title} onClose={onClose} small>
      <Choice
        label={text.settings.control}
        options={CONTROL}
        value={settings.control}
        onChange={(control) => change({ control })}
      />
      <Choice
        label={text.settings.chat}
        options={CHAT}
        value={settings.chat}
        hint={settings.chat === "slow" ? text.settings.chatSlowHint(settings.slowModeMs / 1000) : null}
        onChange={(chat) => change({ chat })}
      />
      <Choice
        label={text.settings.wait}
        options={WAIT}
        value={settings.waitFor}
        hint={settings.waitFor === "everyone" ? text.settings.waitHint : null}
        onChange={(waitFor) => change({ waitFor })}
      />
      <p className={styles.failure} role="alert">
        {failure}
      </p>
    </Dialog>
  );
}
