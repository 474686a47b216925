import { seedOf } from "../brand/strokes";
import { initials } from "../format/names";
import styles from "./Avatar.module.css";

export function Avatar({ id, name, small = false }: { id: string; name: string; small?: boolean }) {
  const classes = [styles.avatar, styles[`tone${seedOf(id) % 6}`], small && styles.small];
  return (
    <span className={classes.filter(Boolean).join(" ")} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
