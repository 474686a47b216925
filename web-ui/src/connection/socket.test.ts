import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ServerMessage } from "../protocol/messages";
import { createFakeSocket, type FakeSocket, joinedMessage } from "./fakeSocket";
import { createRoomSocket, type RoomSocket } from "./socket";
import type { ConnectionState } from "./state";

interface Stage {
  readonly socket: RoomSocket;
  readonly wires: FakeSocket[];
  readonly states: ConnectionState[];
  readonly messages: ServerMessage[];
  readonly sounds: number[];
  readonly joined: number[];
  readonly lost: number[];
  wire(index: number): FakeSocket;
  state(): ConnectionState | undefined;
}

function stage(tokenRefused = () => false): Stage {
  const wires: FakeSocket[] = [];
  const states: ConnectionState[] = [];
  const messages: ServerMessage[] = [];
  const sounds: number[] = [];
  const joined: number[] = [];
  const lost: number[] = [];
  const socket = createRoomSocket({
    connect: () => {
      const wire = createFakeSocket();
      wires.push(wire);
      return wire;
    },
    join: () => ({ type: "join", id: `j${wires.length}`, roomId: "room000001", name: "Ann" }),
    now: () => performance.now(),
    random: () => 1,
    events: {
      state: (state) => states.push(state),
      joined: () => joined.push(wires.length),
      message: (message) => messages.push(message),
      sound: (frame) => sounds.push(frame.byteLength),
      sample: () => undefined,
      lost: () => lost.push(wires.length),
      tokenRefused,
    },
  });
  const wire = (index: number): FakeSocket => {
    const found = wires[index];
    if (found === undefined) {
      throw new Error(`no wire ${index}, only ${wires.length}`);
    }
    return found;
  };
  return { socket, wires, states, messages, sounds, joined, lost, wire, state: () => states.at(-1) };
}

function join(wire: FakeSocket): void {
  wire.open();
  wire.say(joinedMessage());
}

const BYE = { type: "bye", reason: "", mayReturn: false };

describe("A room socket", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("joins with its first message and is open once joined", () => {
    const { wire, states } = stage();

    wire(0).open();
    expect(wire(0).sent[0]).toMatchObject({ type: "join", roomId: "room000001" });
    wire(0).say(joinedMessage());

    expect(states.map(({ kind }) => kind)).toEqual(["connecting", "open"]);
  });

  it("probes the clock eight times, and then now and then", () => {
    const { wire } = stage();
    join(wire(0));
    const pings = () => wire(0).sent.filter(({ type }) => type === "ping").length;

    vi.advanceTimersByTime(750);
    expect(pings()).toBe(8);
    wire(0).say({ type: "pong", t0: 0, t1: 1, t2: 1 });
    vi.advanceTimersByTime(5_000);

    expect(pings()).toBe(9);
  });

  it("comes back after a loss, later each time, and not later than ten seconds", () => {
    const { wires, wire, states } = stage();
    join(wire(0));
    wire(0).drop();

    for (let turn = 0; turn < 25; turn += 1) {
      vi.advanceTimersByTime(10_000);
      wires.at(-1)?.drop();
    }

    const waits = states.flatMap((state) => (state.kind === "waiting" ? [state.retryInMs] : []));
    expect(waits[0]).toBeLessThanOrEqual(480);
    expect(waits.every((ms, index) => index === 0 || ms >= (waits[index - 1] ?? 0))).toBe(true);
    expect(waits.at(-1)).toBe(10_000);
  });

  it("doesn't wait any longer when the network is back", () => {
    const { socket, wires, wire } = stage();
    join(wire(0));
    wire(0).drop();

    socket.wake();

    expect(wires).toHaveLength(2);
  });

  it("takes silence for a dead wire", () => {
    const { wires, wire, lost } = stage();
    join(wire(0));

    vi.advanceTimersByTime(17_000);

    expect(lost).toHaveLength(1);
    expect(wire(0).closed).toBe(true);
    expect(wires.length).toBeGreaterThan(1);
  });

  it("asks a wire that slept before giving it up, and doesn't wait long for the answer", () => {
    const { socket, wire, lost } = stage();
    join(wire(0));
    vi.advanceTimersByTime(9_000);

    socket.wake();
    vi.advanceTimersByTime(2_000);
    wire(0).say({ type: "pong", t0: 0, t1: 1, t2: 1 });
    vi.advanceTimersByTime(4_000);
    expect(lost).toHaveLength(0);

    socket.wake();
    vi.advanceTimersByTime(9_000);
    expect(lost).toHaveLength(1);
  });

  it("gives up a connection that is never joined", () => {
    const { wires, wire, state } = stage();
    wire(0).open();

    vi.advanceTimersByTime(10_000);

    expect(state()?.kind).toBe("waiting");
    vi.advanceTimersByTime(1_000);
    expect(wires).toHaveLength(2);
  });

  it("stays away when told so", () => {
    const { wires, wire, state } = stage();
    join(wire(0));

    wire(0).say({ ...BYE, code: "kicked", reason: "no" });
    vi.advanceTimersByTime(60_000);

    expect(state()).toEqual({ kind: "ended", code: "kicked", reason: "no" });
    expect(wires).toHaveLength(1);
  });

  it("comes back no sooner than asked to", () => {
    const { wires, wire } = stage();
    join(wire(0));

    wire(0).say({ ...BYE, code: "unavailable", mayReturn: true, retryAfterMs: 5_000 });
    vi.advanceTimersByTime(4_900);
    expect(wires).toHaveLength(1);
    vi.advanceTimersByTime(200);

    expect(wires).toHaveLength(2);
  });

  it("ends when the room is not there, and tries again when it is only away", () => {
    const missing = stage();
    missing.wire(0).open();
    missing.wire(0).say({ type: "error", code: "room-not-found", message: "no", re: "j1" });
    expect(missing.state()).toMatchObject({ kind: "ended", code: "room-not-found" });

    const away = stage();
    away.wire(0).open();
    away.wire(0).say({ type: "error", code: "unavailable", message: "moving", re: "j1" });
    expect(away.state()?.kind).toBe("waiting");
  });

  it("tries once more without a token that isn't taken", () => {
    let tokens = 1;
    const refuse = () => {
      tokens -= 1;
      return tokens === 0;
    };
    const { wire, state } = stage(refuse);

    wire(0).open();
    wire(0).say({ type: "error", code: "unauthorized", message: "", re: "j1" });
    expect(state()?.kind).toBe("waiting");
    vi.advanceTimersByTime(1_000);
    wire(1).open();
    wire(1).say({ type: "error", code: "unauthorized", message: "", re: "j2" });

    expect(state()).toMatchObject({ kind: "ended", code: "unauthorized" });
  });

  describe("while its node drains", () => {
    const draining = { ...BYE, code: "draining", mayReturn: true, retryAfterMs: 300 };

    it("joins the next one before it lets go of this one", () => {
      const { wires, wire, messages, states } = stage();
      join(wire(0));

      wire(0).say(draining);
      vi.advanceTimersByTime(300);
      wire(1).open();
      wire(0).say({ type: "chat", ...CHAT });
      expect(wire(0).closed).toBe(false);
      wire(1).say(joinedMessage());

      expect(wire(0).closed).toBe(true);
      expect(wires).toHaveLength(2);
      expect(messages).toHaveLength(1);
      expect(states.map(({ kind }) => kind)).toEqual(["connecting", "open", "open"]);
    });

    it("comes back no sooner than it was asked to when the node is gone at once", () => {
      const { wires, wire, states } = stage();
      join(wire(0));

      wire(0).say({ ...draining, retryAfterMs: 1_700 });
      wire(0).drop();
      vi.advanceTimersByTime(1_699);
      expect(wires).toHaveLength(1);
      vi.advanceTimersByTime(1);
      expect(wires).toHaveLength(2);
      join(wire(1));

      expect(states.map(({ kind }) => kind)).toEqual(["connecting", "open", "moving", "open"]);
    });

    it("takes it for a loss when the next one can't be reached either", () => {
      const { wires, wire, states } = stage();
      join(wire(0));
      wire(0).say(draining);
      wire(0).drop();
      vi.advanceTimersByTime(300);

      wire(1).drop();
      vi.advanceTimersByTime(1_000);

      expect(wires).toHaveLength(3);
      expect(states.map(({ kind }) => kind)).toEqual(["connecting", "open", "moving", "waiting", "connecting"]);
    });

    it("stays away when it is told so before it has moved", () => {
      const { wires, wire, state } = stage();
      join(wire(0));
      wire(0).say(draining);

      wire(0).say({ ...BYE, code: "kicked", reason: "no" });
      vi.advanceTimersByTime(60_000);

      expect(state()).toEqual({ kind: "ended", code: "kicked", reason: "no" });
      expect(wires).toHaveLength(1);
    });

    it("says that nobody answers what was asked on the old wire, once", () => {
      const { wire, lost, states } = stage();
      join(wire(0));
      wire(0).say(draining);
      vi.advanceTimersByTime(300);
      expect(lost).toHaveLength(0);

      join(wire(1));
      wire(0).drop();

      expect(lost).toHaveLength(1);
      expect(states.map(({ kind }) => kind)).toEqual(["connecting", "open", "open"]);
    });

    it("isn't put off by being replaced by itself", () => {
      const { wire, state } = stage();
      join(wire(0));
      wire(0).say(draining);
      vi.advanceTimersByTime(300);
      wire(1).open();

      wire(0).say({ ...BYE, code: "replaced" });
      expect(state()?.kind).toBe("moving");
      wire(1).say(joinedMessage());

      expect(state()?.kind).toBe("open");
    });

    it("tries again if the next one can't be reached", () => {
      const { wires, wire, state } = stage();
      join(wire(0));
      wire(0).say(draining);
      vi.advanceTimersByTime(300);

      wire(1).drop();
      expect(state()?.kind).toBe("open");
      vi.advanceTimersByTime(1_000);
      expect(wires).toHaveLength(3);
      join(wire(2));

      expect(state()?.kind).toBe("open");
      expect(wire(0).closed).toBe(true);
    });
  });

  it("ends when the same person sits down elsewhere", () => {
    const { wire, state } = stage();
    join(wire(0));

    wire(0).say({ ...BYE, code: "replaced" });

    expect(state()).toMatchObject({ kind: "ended", code: "replaced" });
  });

  it("comes back when a wire that it had given up is let in after all and takes its place, but only once for each", () => {
    const { wire, wires, state } = stage();
    wire(0).open();
    vi.advanceTimersByTime(10_000);
    vi.advanceTimersByTime(1_000);
    join(wire(1));

    wire(1).say({ ...BYE, code: "replaced" });
    expect(state()).toMatchObject({ kind: "waiting" });
    vi.advanceTimersByTime(5_000);
    expect(wires).toHaveLength(3);
    join(wire(2));

    wire(2).say({ ...BYE, code: "replaced" });
    expect(state()).toMatchObject({ kind: "ended", code: "replaced" });
  });

  it("takes being replaced for final long after it gave up a wire", () => {
    const { wire, state } = stage();
    wire(0).open();
    vi.advanceTimersByTime(10_000);
    vi.advanceTimersByTime(1_000);
    join(wire(1));

    for (let heard = 0; heard < 5; heard++) {
      vi.advanceTimersByTime(5_000);
      wire(1).say({ type: "activity", entries: [] });
    }
    wire(1).say({ ...BYE, code: "replaced" });

    expect(state()).toMatchObject({ kind: "ended", code: "replaced" });
  });

  it("says nothing while there is nobody to hear it", () => {
    const { socket, wire } = stage();

    expect(socket.send({ type: "leave" })).toBe(false);
    join(wire(0));

    expect(socket.send({ type: "leave" })).toBe(true);
  });

  it("carries sound both ways once it has joined, and keeps none for later", () => {
    const { socket, wire, sounds } = stage();
    wire(0).open();

    expect(socket.sendBinary(new ArrayBuffer(3))).toBe(false);
    wire(0).sound(new ArrayBuffer(1));
    wire(0).say(joinedMessage());
    expect(socket.sendBinary(new ArrayBuffer(4))).toBe(true);
    wire(0).sound(new ArrayBuffer(2));

    expect(sounds).toEqual([2]);
    expect(wire(0).sentBinary.map(({ byteLength }) => byteLength)).toEqual([4]);
    expect(socket.bufferedAmount()).toBe(4);
    wire(0).drop();
    expect(socket.sendBinary(new ArrayBuffer(5))).toBe(false);
    expect(socket.bufferedAmount()).toBe(0);
  });
});

const CHAT = {
  seq: 1,
  from: { id: "ben", name: "Ben", role: "host" },
  text: "hello",
  serverTime: 1,
  mediaTime: null,
};
