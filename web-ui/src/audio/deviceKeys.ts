export type KeyHandlers = ReadonlyMap<MediaSessionAction, MediaSessionActionHandler>;

/** A room's film goes before its sound: the film's keys ask the room, those of the sound are for this device alone. */
export type KeyOwner = "film" | "sound";

/** The keys of keyboard, headset and lock screen, and what is written beside them. Kept for an owner who has to stand back. */
export interface DeviceKeys {
  show(words: MediaMetadataInit): void;
  state(playbackState: MediaSessionPlaybackState): void;
  position(position: MediaPositionState | undefined): void;
  /** Whoever stood back for it has the keys again. */
  release(): void;
}

interface Claim {
  readonly owner: KeyOwner;
  readonly handlers: KeyHandlers;
  metadata: MediaMetadata | null;
  playbackState: MediaSessionPlaybackState;
  position: MediaPositionState | undefined;
}

/** A page has one set of keys, so this is the page's too. At most one claim of each owner. */
let claims: readonly Claim[] = [];

export function claimKeys(owner: KeyOwner, handlers: KeyHandlers): DeviceKeys {
  const session = "mediaSession" in navigator ? navigator.mediaSession : null;
  const claim: Claim = { owner, handlers, metadata: null, playbackState: "none", position: undefined };
  settle(session, [...claims.filter((other) => other.owner !== owner), claim]);

  function tell(change: (there: MediaSession) => void): void {
    if (session !== null && inForce() === claim) {
      change(session);
    }
  }

  return {
    show(words) {
      claim.metadata = session === null ? null : new MediaMetadata(words);
      tell((there) => {
        there.metadata = claim.metadata;
      });
    },
    state(playbackState) {
      claim.playbackState = playbackState;
      tell((there) => {
        there.playbackState = playbackState;
      });
    },
    position(position) {
      claim.position = position;
      tell((there) => there.setPositionState(position));
    },
    release: () =>
      settle(
        session,
        claims.filter((other) => other !== claim),
      ),
  };
}

function inForce(): Claim | null {
  return claims.find(({ owner }) => owner === "film") ?? claims[0] ?? null;
}

/** What one leaves behind the next has, or nobody. */
function settle(session: MediaSession | null, next: readonly Claim[]): void {
  const before = inForce();
  claims = next;
  const now = inForce();
  if (session === null || before === now) {
    return;
  }
  for (const action of before?.handlers.keys() ?? []) {
    setHandler(session, action, null);
  }
  for (const [action, handler] of now?.handlers ?? []) {
    setHandler(session, action, handler);
  }
  session.metadata = now?.metadata ?? null;
  session.playbackState = now?.playbackState ?? "none";
  session.setPositionState(now?.position);
}

function setHandler(
  session: MediaSession,
  action: MediaSessionAction,
  handler: MediaSessionActionHandler | null,
): void {
  try {
    session.setActionHandler(action, handler);
  } catch {
    // An action this browser does not know.
  }
}
