import { CloseDialog } from "./CloseDialog";
import { KeysDialog } from "./KeysDialog";
import { SettingsDialog } from "./SettingsDialog";
import { SourceDialog } from "./SourceDialog";

export type OpenDialog = "source" | "settings" | "keys" | "close";

export function RoomDialogs({ open, onClose }: { open: OpenDialog; onClose: () => void }) {
  switch (open) {
    case "source":
      return <SourceDialog onClose={onClose} />;
    case "settings":
      return <SettingsDialog onClose={onClose} />;
    case "keys":
      return <KeysDialog onClose={onClose} />;
    case "close":
      return <CloseDialog onClose={onClose} />;
    default:
      return open satisfies never;
  }
}
