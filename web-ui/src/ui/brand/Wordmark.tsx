import { Link } from "../kit/Link";
import { text } from "../text";
import { Mark } from "./Mark";
import styles from "./Wordmark.module.css";

/** The way home, from everywhere. */
export function Wordmark() {
  return (
    <Link href="/" className={styles.wordmark} aria-label={text.brand.home}>
      <Mark size={30} />
      <span aria-hidden="true">tutti</span>
    </Link>
  );
}
