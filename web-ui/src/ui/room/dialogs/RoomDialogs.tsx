import { AccessDialog } from "./AccessDialog";
import { ActivityDialog } from "./ActivityDialog";
import { CloseDialog } from "./CloseDialog";
import { InviteDialog } from "./InviteDialog";
import { KeysDialog } from "./KeysDialog";
import { SettingsDialog } from "./SettingsDialog";
import { SourceDialog } from "./SourceDialog";

export type OpenDialog = "source" | "settings" | "access" | "invite" | "activity" | "keys" | "close";

export function RoomDialogs({ open, onClose }: { open: OpenDialog; onClose: () => void }) {
  switch (open) {
    case "source":
      return <SourceDialog onClose={onClose} />;
    case "settings":
      return <SettingsDialog onClose={onClose} />;
    case "access":
      return <AccessDialog onClose={onClose} />;
    case "invite":
      return <InviteDialog onClose={onClose} />;
    case "activity":
      return <ActivityDialog onClose={onClose} />;
    case "keys":
      return <KeysDialog onClose={onClose} />;
    case "close":
      return <CloseDialog onClose={onClose} />;
    default:
      return open satisfies never;
  }
}
