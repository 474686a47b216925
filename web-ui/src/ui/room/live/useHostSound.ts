import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { type CaptureAbility, captureAbility } from "../../../audio/capture/ability";
import { type BroadcasterOptions, createBroadcaster } from "../../../audio/capture/broadcaster";
import type { CaptureChoice } from "../../../audio/capture/choice";
import type { BroadcasterState, Grant, SoundFormat } from "../../../audio/capture/state";

/** What a host's sound needs of the room's session: the one place where the two meet. */
export interface HostLine extends Omit<BroadcasterOptions, "codec"> {
  /** Also after a reconnect: the same broadcast goes on, in a new epoch. */
  startBroadcast(format: SoundFormat): Promise<Grant>;
  stopBroadcast(): Promise<unknown>;
}

/** What the room says meanwhile. */
export interface HostNews {
  /** In the room; false while the connection is lost. */
  readonly isConnected: boolean;
  /** The broadcast that is on, by the room's word. */
  readonly broadcastId: string | null;
  /** As `broadcast:demand` says; null until it has. The same list as long as it says the same. */
  readonly demand: readonly number[] | null;
}

export interface HostSound {
  readonly ability: CaptureAbility | null;
  readonly sound: BroadcasterState;
  readonly isRefused: boolean;
  /** On the air from before this page was loaded: the room waits for sound. Shared again, it goes on. */
  readonly isLeftOn: boolean;
  share(choice: CaptureChoice): Promise<void>;
  mute(muted: boolean): void;
  stop(): void;
}

/** `line` is the same object for as long as the session is. */
export function useHostSound(
  line: HostLine,
  { isConnected, broadcastId, demand }: HostNews,
  lookAround = captureAbility,
): HostSound {
  const [ability, setAbility] = useState<CaptureAbility | null>(null);
  const [isRefused, setRefused] = useState(false);
  const [leftOn, setLeftOn] = useState(broadcastId);
  const codec = ability?.codec ?? "opus";
  const broadcaster = useMemo(() => createBroadcaster({ ...line, codec }), [line, codec]);
  const sound = useSyncExternalStore(broadcaster.subscribe, broadcaster.state);
  const format = useRef<SoundFormat | null>(null);
  const connected = useRef(isConnected);
  const asked = useRef(0);
  const isOn = useRef(false);

  const ask = useCallback(async () => {
    if (format.current === null) return;
    asked.current += 1;
    const mine = asked.current;
    try {
      const grant = await line.startBroadcast(format.current);
      // An older answer that comes late holds an epoch that is over.
      if (mine === asked.current) broadcaster.granted(grant);
    } catch {
      // Lost on the way: it is asked again as soon as there is a connection. Refused: there is nothing to wait for.
      if (mine === asked.current && connected.current) {
        broadcaster.stop();
        setRefused(true);
      }
    }
  }, [broadcaster, line]);

  useEffect(() => {
    let isGone = false;
    lookAround().then((found) => isGone || setAbility(found));
    return () => {
      isGone = true;
    };
  }, [lookAround]);

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

  // The room ended it while we were in: there is another host. What ended while we were away is begun anew.
  useEffect(() => {
    const wasOn = isOn.current;
    isOn.current = isConnected && broadcastId !== null;
    if (isConnected && wasOn && broadcastId === null) broadcaster.stop();
  }, [broadcaster, broadcastId, isConnected]);

  useEffect(() => () => broadcaster.stop(), [broadcaster]);

  return {
    ability,
    sound,
    isRefused,
    isLeftOn: leftOn !== null && leftOn === broadcastId && sound.phase === "idle",
    async share(choice) {
      setRefused(false);
      const isNew = broadcaster.state().phase === "idle";
      const started = await broadcaster.start(choice);
      if (started.kind === "ready" && isNew) {
        format.current = started.format;
        await ask();
      }
    },
    mute: broadcaster.mute,
    stop() {
      setLeftOn(null);
      broadcaster.stop();
      line.stopBroadcast().catch(() => undefined);
    },
  };
}
