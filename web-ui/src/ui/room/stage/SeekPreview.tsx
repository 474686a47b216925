import { useRoom } from "../context";
import styles from "./SeekPreview.module.css";
import { thumbnailAt, useThumbnails } from "./thumbnails";

interface SeekPreviewProps {
  share: number;
  seconds: number;
  label: string;
}

/** What is there, before one goes there. */
export function SeekPreview({ share, seconds, label }: SeekPreviewProps) {
  const src = useRoom((room) => room.timeline?.src ?? null);
  const picture = thumbnailAt(useThumbnails(src), seconds);
  return (
    <div
      className={styles.place}
      style={{ insetInlineStart: `clamp(5rem, ${share * 100}%, calc(100% - 5rem))` }}
      aria-hidden="true"
    >
      {picture && (
        <span
          className={styles.picture}
          style={{
            width: picture.width,
            height: picture.height,
            backgroundImage: `url("${picture.image}")`,
            backgroundPosition: `${-picture.x}px ${-picture.y}px`,
          }}
        />
      )}
      <span className={`${styles.time} tabular`}>{label}</span>
    </div>
  );
}
