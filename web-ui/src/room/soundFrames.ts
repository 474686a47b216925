/** As much as the longest delay, in the shortest frames. */
const FRAMES_KEPT_MAX = 275;
const BYTES_KEPT_MAX = 1_000_000;

type Hear = (frame: ArrayBuffer) => void;

/** Live sound as it comes from the wire, for who listens. */
export interface SoundFrames {
  take(frame: ArrayBuffer): void;
  /** Returns how to leave. */
  listen(hear: Hear): () => void;
}

/**
 * What a server has still to be heard it sends at the join, and only then; whoever plays it is often still on its way to this
 * page. So the newest of it is kept for the first who listens.
 */
export function createSoundFrames(): SoundFrames {
  const listeners = new Set<Hear>();
  let kept: ArrayBuffer[] | null = [];
  let keptBytes = 0;

  function keep(frames: ArrayBuffer[], frame: ArrayBuffer): void {
    frames.push(frame);
    keptBytes += frame.byteLength;
    while (frames.length > FRAMES_KEPT_MAX || keptBytes > BYTES_KEPT_MAX) {
      keptBytes -= frames.shift()?.byteLength ?? 0;
    }
  }

  return {
    take(frame) {
      if (kept !== null) {
        keep(kept, frame);
      }
      for (const hear of listeners) {
        hear(frame);
      }
    },
    listen(hear) {
      listeners.add(hear);
      const early = kept ?? [];
      kept = null;
      early.forEach(hear);
      return () => {
        listeners.delete(hear);
      };
    },
  };
}
