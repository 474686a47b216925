import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { type CaptureAbility, captureAbility } from "../../../audio/capture/ability";
import { type BroadcasterOptions, createBroadcaster } from "../../../audio/capture/broadcaster";
import type { CaptureChoice } from "../../../audio/capture/choice";
import type { BroadcasterState, Grant, SoundFormat } from "../../../audio/capture/state";
import { opensUnasked } from "../../../audio/capture/unasked";
import type { BroadcastEnd } from "../../../room/broadcast";
import type { KeptShare } from "./keptShare";

/** What a host's sound needs of the room's session and of this tab: the one place where they meet. */
export interface HostLine extends Omit<BroadcasterOptions, "codec"> {
  /** Also after a reconnect: the same broadcast goes on, in a new epoch. */
  startBroadcast(format: SoundFormat): Promise<Grant>;
  stopBroadcast(): Promise<unknown>;
  readonly kept: KeptShare;
}

/** What the room says meanwhile. */
export interface HostNews {
  /** In the room; false while the connection is lost. */
  readonly isConnected: boolean;
  /** The broadcast that is on, by the room's word. */
  readonly broadcastId: string | null;
  /** Why none is on any more. */
  readonly ended: BroadcastEnd["reason"] | null;
  /** As `broadcast:demand` says; null until it has. The same list as long as it says the same. */
  readonly demand: readonly number[] | null;
}

export interface HostSound {
  readonly ability: CaptureAbility | null;
  readonly sound: BroadcasterState;
  /** What is shared, or was the last time. */
  readonly choice: CaptureChoice | null;
  readonly isRefused: boolean;
  /** On the air from before this page was loaded: the room waits for sound. Shared again, it goes on. */
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
  const { isConnected, broadcastId, ended, demand } = news;
  const [ability, setAbility] = useState<CaptureAbility | null>(null);
  const [isRefused, setRefused] = useState(false);
  const [before] = useState(line.kept.read);
  const [choice, setChoice] = useState(before?.choice ?? null);
  const [leftOn, setLeftOn] = useState(broadcastId);
  const [wasCut, setCut] = useState(before !== null && broadcastId === null);
  const codec = ability?.codec ?? "opus";
  const broadcaster = useMemo(() => createBroadcaster({ ...line, codec }), [line, codec]);
  const sound = useSyncExternalStore(broadcaster.subscribe, broadcaster.state);
  const format = useRef<SoundFormat | null>(null);
  const connected = useRef(isConnected);
  const asked = useRef(0);
  const isOn = useRef(false);
  const isTried = useRef(false);
  const isSilent = sound.phase === "idle" || sound.phase === "asking";
  const isLeftOn = leftOn !== null && leftOn === broadcastId && isSilent;

  const ask = useCallback(async () => {
    if (format.current === null) return false;
    asked.current += 1;
    const mine = asked.current;
    try {
      const grant = await line.startBroadcast(format.current);
      // An older answer that comes late holds an epoch that is over.
      if (mine === asked.current) broadcaster.granted(grant);
      return true;
    } catch {
      // Lost on the way: it is asked again as soon as there is a connection. Refused: there is nothing to wait for.
      const isFinal = mine === asked.current && connected.current;
      if (isFinal) {
        broadcaster.stop();
        setRefused(true);
      }
      return !isFinal;
    }
  }, [broadcaster, line]);

  const share = useCallback(
    async (wanted: CaptureChoice) => {
      setRefused(false);
      setChoice(wanted);
      const { phase } = broadcaster.state();
      const isNew = phase === "idle" || phase === "asking";
      // Who had muted themselves are not heard because a page was loaded.
      if (isNew && isLeftOn && before?.muted) broadcaster.mute(true);
      const started = await broadcaster.start(wanted);
      if (started.kind !== "ready") return false;
      setCut(false);
      if (!isNew) return true;
      format.current = started.format;
      return ask();
    },
    [broadcaster, ask, isLeftOn, before],
  );

  useEffect(() => {
    let isGone = false;
    around.captureAbility().then((found) => isGone || setAbility(found));
    return () => {
      isGone = true;
    };
  }, [around]);

  // Nobody is asked for what they have allowed already, and the room waits.
  const mayTry = isLeftOn && ability !== null && before?.choice.source === "microphone";
  useEffect(() => {
    if (!mayTry || isTried.current) return;
    isTried.current = true;
    around.opensUnasked().then((opens) => {
      if (opens && broadcaster.state().phase === "idle" && isOn.current) void share(before.choice);
    });
  }, [mayTry, around, broadcaster, share, before]);

  useEffect(() => {
    const wasConnected = connected.current;
    connected.current = isConnected;
    const { phase } = broadcaster.state();
    if (!isConnected) broadcaster.interrupted();
    else if (!wasConnected && (phase === "interrupted" || phase === "ready")) void ask();
  }, [broadcaster, isConnected, ask]);

  useEffect(() => {
    if (demand !== null) broadcaster.demand(demand);
  }, [broadcaster, demand]);

  // The room ended it while we were in: no sound came, or there is another host. What ended while we were away is begun anew.
  useEffect(() => {
    const wasOn = isOn.current;
    isOn.current = isConnected && broadcastId !== null;
    if (!isConnected || broadcastId !== null) return;
    if (wasOn) {
      broadcaster.stop();
      setCut(ended === "host-lost");
    }
    if (broadcaster.state().phase === "idle") line.kept.forget();
  }, [broadcaster, line, broadcastId, isConnected, ended]);

  const { phase, muted, choice: shared } = sound;
  useEffect(() => {
    if (phase === "live" && shared !== null) line.kept.keep({ choice: shared, muted });
  }, [line, phase, muted, shared]);

  useEffect(() => () => broadcaster.stop(), [broadcaster]);

  const dismiss = () => {
    setLeftOn(null);
    setCut(false);
  };
  return {
    ability,
    sound,
    choice: shared ?? choice,
    isRefused,
    isLeftOn,
    isCutOff: isSilent && isConnected && broadcastId === null && (wasCut || leftOn !== null),
    share,
    giveUp() {
      if (broadcaster.state().phase === "asking") broadcaster.stop();
    },
    mute: broadcaster.mute,
    stop() {
      dismiss();
      broadcaster.stop();
      line.kept.forget();
      line.stopBroadcast().catch(() => undefined);
    },
    dismiss,
  };
}
