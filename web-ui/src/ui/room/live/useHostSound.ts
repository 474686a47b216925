import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { type CaptureAbility, captureAbility } from "../../../audio/capture/ability";
import { type BroadcasterOptions, createBroadcaster } from "../../../audio/capture/broadcaster";
import type { CaptureChoice } from "../../../audio/capture/choice";
import type { BroadcasterState, Grant, SoundFormat } from "../../../audio/capture/state";
import { opensUnasked } from "../../../audio/capture/unasked";
import type { KeptShare } from "./keptShare";
import { useGrant } from "./useGrant";
import { type AirNews, useLeftOn } from "./useLeftOn";
import { useStopping } from "./useStopping";

/** What a host's sound needs of the room's session and of this tab: the one place where they meet. */
export interface HostLine extends Omit<BroadcasterOptions, "codec"> {
  /** Also after a reconnect: the same broadcast goes on, in a new epoch. */
  startBroadcast(format: SoundFormat): Promise<Grant>;
  stopBroadcast(): Promise<unknown>;
  readonly kept: KeptShare;
}

/** What the room says meanwhile. */
export interface HostNews extends AirNews {
  /** As `broadcast:demand` says; null until it has. The same list as long as it says the same. */
  readonly demand: readonly number[] | null;
}

export interface HostSound {
  readonly ability: CaptureAbility | null;
  readonly sound: BroadcasterState;
  /** What is shared, or was the last time. */
  readonly choice: CaptureChoice | null;
  readonly isRefused: boolean;
  /** On the air, and nothing is shared here, as after a reload of the page: the room waits. Shared again, it goes on. */
  readonly isLeftOn: boolean;
  /** The room ended it, as no sound came. */
  readonly isCutOff: boolean;
  /** True: it goes out, or will as soon as there is a connection. */
  share(choice: CaptureChoice): Promise<boolean>;
  /** Whoever was asked by the browser does not want to any more. */
  giveUp(): void;
  mute(muted: boolean): void;
  stop(): void;
  /** It has been read that it was cut off. */
  dismiss(): void;
}

const AROUND = { captureAbility, opensUnasked };

/** `line` is the same object for as long as the session is, `around` for ever. */
export function useHostSound(line: HostLine, news: HostNews, around = AROUND): HostSound {
  const { broadcastId, demand } = news;
  const ability = useAbility(around);
  const codec = ability?.codec ?? "opus";
  const broadcaster = useMemo(() => createBroadcaster({ ...line, codec }), [line, codec]);
  const sound = useSyncExternalStore(broadcaster.subscribe, broadcaster.state);
  const { before, isLeftOn, isCutOff, dismiss } = useLeftOn(broadcaster, line.kept, news);
  const { isRefused, ask, forgive } = useGrant(broadcaster, line.startBroadcast, news);
  const { isStopping, stop, relent } = useStopping(line.stopBroadcast, news);
  const [choice, setChoice] = useState(before?.choice ?? null);

  const share = useCallback(
    async (wanted: CaptureChoice) => {
      forgive();
      relent();
      setChoice(wanted);
      const { phase } = broadcaster.state();
      const isNew = phase === "idle" || phase === "asking";
      // Who had muted themselves are not heard because a page was loaded.
      if (isNew && isLeftOn && before?.muted) broadcaster.mute(true);
      const started = await broadcaster.start(wanted);
      return started.kind === "ready" && (!isNew || ask(started.format));
    },
    [broadcaster, ask, forgive, relent, isLeftOn, before],
  );
  useGoingOn(isLeftOn && ability !== null && sound.phase === "idle" ? (before?.choice ?? null) : null, share, around);

  useEffect(() => {
    if (demand !== null) broadcaster.demand(demand);
  }, [broadcaster, demand]);

  useEffect(() => () => broadcaster.stop(), [broadcaster]);

  return {
    ability,
    sound,
    choice: sound.choice ?? choice,
    isRefused,
    isLeftOn: broadcastId !== null && !isStopping && (sound.phase === "idle" || sound.phase === "asking"),
    isCutOff,
    share,
    giveUp() {
      forgive();
      if (broadcaster.state().phase === "asking") broadcaster.stop();
    },
    mute: broadcaster.mute,
    stop() {
      dismiss();
      broadcaster.stop();
      line.kept.forget();
      stop();
    },
    dismiss,
  };
}

function useAbility({ captureAbility: lookAround }: typeof AROUND): CaptureAbility | null {
  const [ability, setAbility] = useState<CaptureAbility | null>(null);
  useEffect(() => {
    let isGone = false;
    lookAround().then((found) => isGone || setAbility(found));
    return () => {
      isGone = true;
    };
  }, [lookAround]);
  return ability;
}

/** Nobody is asked for the microphone they have allowed already, while the room waits for it. `left`: what it waits for. */
function useGoingOn(
  left: CaptureChoice | null,
  share: HostSound["share"],
  { opensUnasked: opens }: typeof AROUND,
): void {
  const waiting = useRef(left);
  waiting.current = left;
  const isTried = useRef(false);
  const isMicrophone = left?.source === "microphone";
  useEffect(() => {
    if (!isMicrophone || isTried.current) return;
    isTried.current = true;
    opens().then((unasked) => {
      if (unasked && waiting.current !== null) void share(waiting.current);
    });
  }, [isMicrophone, opens, share]);
}
