import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { isOfSound } from "../../../room/sound";
import { toast } from "../../kit/toasts";
import { usePoster } from "../../source/usePoster";
import { text } from "../../text";
import { usePlayer, useRoom, useSeat } from "../context";
import { useControlWords } from "../control/controlWords";
import type { OpenDialog } from "../dialogs/RoomDialogs";
import type { Ear } from "../live/ear";
import type { RoomMedia } from "../media";
import { FloatingReactions } from "../reactions/FloatingReactions";
import { ReactionBar } from "../reactions/ReactionBar";
import { useOrders } from "../useOrder";
import { ChatPeek } from "./ChatPeek";
import { Controls } from "./Controls";
import { toggleCaptions, useKeptCaptions } from "./captions";
import { createClicks } from "./clicks";
import { LiveStage } from "./LiveStage";
import styles from "./Stage.module.css";
import { StageNotice } from "./StageNotice";
import { toggleMute } from "./sound";
import { TrackVisual } from "./TrackVisual";
import { useFullScreen } from "./useFullScreen";
import { useIdle } from "./useIdle";
import { useKeys } from "./useKeys";
import { usePosition } from "./usePosition";
import { useRaisedCaptions } from "./useRaisedCaptions";

interface StageProps {
  media: RoomMedia;
  ear: Ear;
  onShare: () => void;
  onOpen: (dialog: OpenDialog) => void;
}

export function Stage({ media, ear, onShare, onOpen }: StageProps) {
  const stage = useRef<HTMLElement>(null);
  const isTrack = useRoom((room) => room.timeline?.kind === "track");
  const ofSound = useRoom(isOfSound);
  const playing = usePlayer((player) => player.phase === "playing");
  const fullScreen = useFullScreen(stage, media.video);
  const idle = useIdle(stage, playing && !isTrack);
  useRaisedCaptions(media.video, !idle);
  useKeptCaptions();
  const { toggle } = useStageKeys(fullScreen.toggle, onOpen, ofSound ? ear : null);
  return (
    <section
      ref={stage}
      className={`${styles.stage} dark-area`}
      aria-label={text.stage.label}
      data-idle={idle || undefined}
      data-full={fullScreen.active || undefined}
      data-track={isTrack || undefined}
    >
      {!ofSound && <MediaPlace element={isTrack ? media.audio : media.video} />}
      {isTrack && <TrackVisual />}
      <ClickArea onClick={toggle} onDoubleClick={fullScreen.toggle} />
      <FloatingReactions />
      {fullScreen.active && <ChatPeek />}
      {fullScreen.active && (
        <div className={styles.reactions}>
          <ReactionBar />
        </div>
      )}
      {ofSound ? (
        <LiveStage ear={ear} onShare={onShare} onOpen={onOpen} />
      ) : (
        <StageNotice onShare={onShare} onOpen={onOpen} />
      )}
      <Controls fullScreen={fullScreen} />
    </section>
  );
}

/** The element is made before React knows of it (see media.ts) and only gets its place here. */
function MediaPlace({ element }: { element: HTMLMediaElement }) {
  const place = useRef<HTMLDivElement>(null);
  const title = useRoom((room) => room.timeline?.title ?? room.roomName);

  const poster = usePoster(useRoom((room) => room.timeline?.src ?? null));

  useEffect(() => {
    if (element instanceof HTMLVideoElement) element.poster = poster ?? "";
  }, [element, poster]);

  useEffect(() => {
    element.setAttribute("aria-label", title);
    place.current?.replaceChildren(element);
  }, [element, title]);

  return <div ref={place} className={styles.media} />;
}

function ClickArea({ onClick, onDoubleClick }: { onClick: () => void; onDoubleClick: () => void }): ReactNode {
  const canControl = useRoom((room) => room.canControl);
  const newest = useRef({ onClick, onDoubleClick });
  newest.current = { onClick, onDoubleClick };
  const clicks = useMemo(
    () =>
      createClicks(
        () => newest.current.onClick(),
        () => newest.current.onDoubleClick(),
      ),
    [],
  );
  useEffect(() => clicks.forget, [clicks]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a mouse's short cut; the controls and keys do the same
    <div
      className={styles.clicks}
      onPointerUp={(event) => {
        if (event.pointerType === "mouse" && event.button === 0 && canControl) clicks.click();
      }}
      onDoubleClick={clicks.doubleClick}
    />
  );
}

/** `ear`: of a room that is for sound, where there is nothing to play or seek in. */
function useStageKeys(fullScreen: () => void, onOpen: (dialog: OpenDialog) => void, ear: Ear | null) {
  const { session, player } = useSeat();
  const canControl = useRoom((room) => room.canControl);
  const words = useControlWords();
  const orders = useOrders();
  const position = usePosition();

  const ifAllowed = (act: () => void) => () => {
    if (ear !== null) return;
    if (canControl) act();
    else toast(words.who, "note");
  };
  const toggle = ifAllowed(() => {
    if (session.state().room?.timeline?.src) void orders.toggle();
  });
  useKeys({
    toggle,
    jump: (seconds) => ifAllowed(() => void orders.seek(position.bounded(position.now() + seconds)))(),
    mute: () => (ear !== null ? ear.toggle() : player && toggleMute(player)),
    fullScreen,
    captions: () => player && toggleCaptions(player),
    help: () => onOpen("keys"),
  });
  return { toggle };
}
