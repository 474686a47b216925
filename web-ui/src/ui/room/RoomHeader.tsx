import { DoorOpen, Ellipsis, History, Keyboard, KeyRound, Link2, Settings2, SunMoon, Tv, XCircle } from "lucide-react";
import type { ReactNode } from "react";
import { Mark } from "../brand/Mark";
import { Button, IconButton } from "../kit/Button";
import { Link } from "../kit/Link";
import { Popover } from "../kit/Popover";
import { navigate } from "../router";
import { text } from "../text";
import { chooseTheme, useTheme } from "../theme";
import { useRoom } from "./context";
import type { OpenDialog } from "./dialogs/RoomDialogs";
import styles from "./RoomHeader.module.css";
import { InStep } from "./step/InStep";
import { useCopyLink } from "./useCopyLink";

interface RoomHeaderProps {
  onOpen: (dialog: OpenDialog) => void;
}

export function RoomHeader({ onOpen }: RoomHeaderProps) {
  const name = useRoom((room) => room.roomName);
  const copy = useCopyLink();
  return (
    <header className={styles.header}>
      <Link href="/" className={styles.home} aria-label={text.brand.home}>
        <Mark size={28} />
      </Link>
      <div className={styles.titles}>
        <p className={styles.name} title={name} aria-hidden="true">
          {name}
        </p>
        <InStep />
      </div>
      <div className={styles.end}>
        <Button className={styles.copy} icon={<Link2 size={18} aria-hidden="true" />} onClick={copy}>
          {text.room.copyLink}
        </Button>
        <RoomMenu onOpen={onOpen} />
      </div>
    </header>
  );
}

function RoomMenu({ onOpen }: RoomHeaderProps) {
  const isHost = useRoom((room) => room.you.role === "host");
  const isModerator = useRoom((room) => room.you.role === "moderator");
  const dark = useTheme() === "dark";
  return (
    <Popover
      label={text.room.menu}
      trigger={(trigger) => (
        <IconButton label={text.room.menu} hint="none" {...trigger}>
          <Ellipsis size={20} aria-hidden="true" />
        </IconButton>
      )}
    >
      {(close) => {
        const item = (icon: ReactNode, label: string, act: () => void) => (
          <MenuItem
            icon={icon}
            onClick={() => {
              close();
              act();
            }}
          >
            {label}
          </MenuItem>
        );
        return (
          <ul className={styles.menu}>
            {isHost && item(<Tv size={18} aria-hidden="true" />, text.room.changeSource, () => onOpen("source"))}
            {isHost && item(<Settings2 size={18} aria-hidden="true" />, text.room.settings, () => onOpen("settings"))}
            {isHost && item(<KeyRound size={18} aria-hidden="true" />, text.room.access, () => onOpen("access"))}
            {isModerator && item(<KeyRound size={18} aria-hidden="true" />, text.room.invite, () => onOpen("invite"))}
            {item(<History size={18} aria-hidden="true" />, text.room.activity, () => onOpen("activity"))}
            {item(<Keyboard size={18} aria-hidden="true" />, text.room.keys, () => onOpen("keys"))}
            {item(<SunMoon size={18} aria-hidden="true" />, dark ? text.theme.toLight : text.theme.toDark, () =>
              chooseTheme(dark ? "light" : "dark"),
            )}
            {isHost && item(<XCircle size={18} aria-hidden="true" />, text.room.closeRoom, () => onOpen("close"))}
            {item(<DoorOpen size={18} aria-hidden="true" />, text.room.leave, () => navigate("/"))}
          </ul>
        );
      }}
    </Popover>
  );
}

function MenuItem({ icon, children, onClick }: { icon: ReactNode; children: ReactNode; onClick: () => void }) {
  return (
    <li>
      <button type="button" className={styles.item} onClick={onClick}>
        {icon}
        {children}
      </button>
    </li>
  );
}
