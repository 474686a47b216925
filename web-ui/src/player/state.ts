export type PlayerPhase =
  | "empty"
  | "loading"
  | "needs-gesture"
  | "playing"
  | "paused"
  | "buffering"
  | "ended"
  | "error";

export type PlayerErrorKind = "network" | "cors" | "not-found" | "format" | "unsupported";

/** `kind` is what the page has words for; `message` is what the browser said, for a log. */
export interface PlayerError {
  readonly kind: PlayerErrorKind;
  readonly message: string;
}

export interface Choice {
  readonly id: number;
  readonly label: string;
}

/** What the source offers to choose from. */
export interface MediaChoices {
  readonly levels: readonly Choice[];
  readonly subtitles: readonly Choice[];
}

export const NO_CHOICES: MediaChoices = { levels: [], subtitles: [] };

export interface PlayerState {
  readonly phase: PlayerPhase;
  readonly error: PlayerError | null;
  readonly positionS: number;
  readonly durationS: number | null;
  readonly bufferedToS: number;
  /** Ahead of the room is positive; null while it cannot be told. */
  readonly driftMs: number | null;
  readonly inStep: "in-step" | "catching-up" | "waiting" | "unknown";
  readonly rate: number;
  readonly volume: number;
  readonly muted: boolean;
  readonly levels: readonly Choice[];
  /** The level asked for; -1 lets the player choose. */
  readonly level: number;
  readonly subtitles: readonly Choice[];
  readonly subtitle: number;
  /** Jumps made while the room plays, whether the room asked for them or not. */
  readonly hardSeeks: number;
  /** Times it stood still for want of data. */
  readonly underruns: number;
  readonly driftHistory: readonly { readonly atMs: number; readonly driftMs: number }[];
}

export interface Player {
  state(): PlayerState;
  subscribe(listener: () => void): () => void;
  /** To be called within a user's gesture: afterwards the browser lets us play. */
  unlock(): Promise<void>;
  setVolume(volume: number): void;
  setMuted(muted: boolean): void;
  selectLevel(id: number): void;
  selectSubtitles(id: number): void;
  retry(): void;
  destroy(): void;
}
