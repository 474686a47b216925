import { describe, expect, it } from "vitest";
import type { Control, Member, Settings, Timeline } from "../protocol/messages";
import { after, entered, settled } from "./after";
import { nameOf } from "./names";
import type { RoomState } from "./state";

const NOW = 1_795_000_000_000;
const SETTINGS: Settings = {
  control: "host",
  chat: "on",
  slowModeMs: 5_000,
  latency: "live",
  waitFor: "nobody",
  membersMax: 1_000,
};
const BEN: Member = {
  id: "ben",
  name: "Ben",
  role: "host",
  ready: true,
  suspended: null,
  joinedAt: NOW - 9_000,
  muted: false,
};
const ANN: Member = {
  id: "ann",
  name: "Ann",
  role: "guest",
  ready: true,
  suspended: null,
  joinedAt: NOW - 5_000,
  muted: false,
};
const STATE: Timeline = {
  kind: "video",
  src: "/film.m3u8",
  title: "Film",
  isPlaying: true,
  baseMediaTime: 10,
  baseServerTime: NOW - 60_000,
  playbackRate: 1,
  duration: 120,
  loop: false,
  version: 5,
  by: "ben",
  reason: "play",
};

function enter(before: RoomState | null = null): RoomState {
  return joined(before, [BEN, ANN], NOW);
}

/** In, or back in, with whom the room then knows. */
function joined(before: RoomState | null, users: Member[], serverTime: number): RoomState {
  return entered(before, {
    type: "joined",
    re: null,
    protocol: 1,
    you: ANN,
    token: "t",
    room: { roomId: "room000001", roomName: "Friday", hostId: "ben" },
    state: STATE,
    presence: { users, total: users.length },
    chat: { messages: [], more: false },
    broadcast: null,
    settings: SETTINGS,
    access: { listed: true, password: false, invite: false },
    control: { userId: null, untilServerTime: null, requests: [] },
    activity: [],
    bans: [],
    serverTime,
  });
}

function moved(patch: Partial<Timeline>): { type: "state"; timeline: Timeline } {
  return { type: "state", timeline: { ...STATE, version: 6, ...patch } };
}

describe("A room", () => {
  it("holds what it had until a change's time has come", () => {
    const paused = moved({ isPlaying: false, baseMediaTime: 70.2, baseServerTime: NOW + 200, reason: "pause" });

    const before = after(enter(), paused, NOW);
    const then = settled(before, NOW + 200);

    expect(before.timeline).toEqual(STATE);
    expect(before.next).toEqual(paused.timeline);
    expect(settled(before, NOW + 199)).toBe(before);
    expect(then.timeline).toEqual(paused.timeline);
    expect(then.next).toBeNull();
  });

  it("makes a change at once whose time has passed", () => {
    const late = moved({ baseMediaTime: 40, baseServerTime: NOW - 50, reason: "seek" });

    expect(after(enter(), late, NOW)).toMatchObject({ timeline: late.timeline, next: null });
  });

  it("forgets a change to come when a newer one is told", () => {
    const first = after(enter(), moved({ baseServerTime: NOW + 200, reason: "seek" }), NOW);

    const second = after(first, moved({ baseServerTime: NOW + 250, version: 7, isPlaying: false }), NOW + 10);

    expect(second.timeline).toEqual(STATE);
    expect(second.next?.version).toBe(7);
  });

  it("ignores what is older than what it knows", () => {
    const room = enter();

    expect(after(room, moved({ version: 4, baseMediaTime: 99 }), NOW).timeline).toEqual(STATE);
  });

  it("takes the state it is given on joining, whatever its version", () => {
    const later = after(enter(), moved({ version: 50, baseServerTime: NOW - 1 }), NOW);

    expect(enter(later).timeline).toEqual(STATE);
  });

  it("follows its host when the room is given away", () => {
    const room = enter();

    const given = after(
      after(room, { type: "user:changed", user: { ...BEN, role: "guest" }, total: 2 }, NOW),
      { type: "user:changed", user: { ...ANN, role: "host" }, total: 2 },
      NOW,
    );

    expect(given).toMatchObject({ hostId: "ann", canControl: true, you: { role: "host" } });
    expect(given.members.find(({ id }) => id === "ben")?.role).toBe("guest");
  });

  it("takes a fresher instant from a resync, without a word in the margin", () => {
    const fresher = { ...STATE, baseServerTime: STATE.baseServerTime + 1.5 };

    const room = after(enter(), { type: "resync", timeline: fresher }, NOW);

    expect(room.timeline).toEqual(fresher);
    expect(room.margin).toEqual([]);
  });

  it("learns from a resync what it missed", () => {
    const missed = { ...STATE, version: 9, isPlaying: false, reason: "pause" };

    expect(after(enter(), { type: "resync", timeline: missed }, NOW).timeline).toEqual(missed);
  });

  it("notes who did what, and where the media then was", () => {
    const paused = moved({ isPlaying: false, baseMediaTime: 72.5, baseServerTime: NOW + 100, reason: "pause" });

    const { margin } = after(enter(), paused, NOW);

    expect(margin).toHaveLength(1);
    expect(margin[0]).toMatchObject({ kind: "paused", who: { id: "ben", name: "Ben" }, mediaTime: 72.5 });
  });

  it("makes no event of a medium that is only better known", () => {
    const known = moved({ duration: 121, reason: "source", baseServerTime: NOW });

    expect(after(enter(), known, NOW).margin).toEqual([]);
  });

  it("knows who comes, changes and goes", () => {
    const cid: Member = {
      id: "cid",
      name: "Cid",
      role: "guest",
      ready: false,
      suspended: null,
      joinedAt: NOW,
      muted: false,
    };

    const come = after(enter(), { type: "user:joined", user: cid, total: 3 }, NOW);
    const again = after(come, { type: "user:joined", user: cid, total: 3 }, NOW);
    const gone = after(again, { type: "user:left", userId: "cid", total: 2 }, NOW + 10);

    expect(again.members.map(({ id }) => id)).toEqual(["ben", "ann", "cid"]);
    expect(gone.members.map(({ id }) => id)).toEqual(["ben", "ann"]);
    expect(gone.margin.map(({ kind }) => kind)).toEqual(["joined", "left"]);
    expect(gone.total).toBe(2);
  });

  it("hears together who came, who went, and who is host now", () => {
    const dee: Member = { ...ANN, id: "dee", name: "Dee" };
    const eve: Member = { ...ANN, id: "eve", name: "Eve", role: "host" };
    const room = joined(null, [BEN, ANN, { ...eve, role: "guest" }], NOW);

    const then = after(room, { type: "users", joined: [dee], left: ["ben"], changed: [eve], total: 151 }, NOW + 500);

    expect(then.members.map(({ id }) => id)).toEqual(["ann", "eve", "dee"]);
    expect(then.hostId).toBe("eve");
    expect(then.total).toBe(151);
    expect(nameOf(then, "dee")).toBe("Dee");
  });

  it("does not note one by one that most of a crowd went", () => {
    const crowd = Array.from(
      { length: 120 },
      (_, each): Member => ({ ...ANN, id: `guest-${each}`, name: `Guest ${each}` }),
    );
    const room = joined(null, [BEN, ANN, ...crowd], NOW);
    const left = crowd.slice(0, 90).map(({ id }) => id);

    const then = after(room, { type: "users", joined: [], left, changed: [], total: 32 }, NOW + 500);

    expect(then.members).toHaveLength(32);
    expect(then.total).toBe(32);
    expect(then.margin).toEqual([]);
  });

  it("hears in one word that a crowd went, and still knows who said what", () => {
    const crowd = Array.from(
      { length: 150 },
      (_, each): Member => ({ ...BEN, id: `guest-${each}`, name: `Guest ${each}`, role: "guest" }),
    );
    const room = joined(null, [BEN, ANN, ...crowd], NOW);
    const dee: Member = { ...ANN, id: "dee", name: "Dee" };

    const left = after(room, { type: "presence", users: [BEN, ANN, dee], total: 3 }, NOW + 500);

    expect(left.members.map(({ id }) => id)).toEqual(["ben", "ann", "dee"]);
    expect(left.total).toBe(3);
    expect(nameOf(left, "guest-7")).toBe("Guest 7");
    expect(after(left, { type: "user:left", userId: "dee", total: 2 }, NOW + 900).names.get("dee")).toBe("Dee");
    expect(left.margin).toEqual([]);
  });

  it("makes no arrival of those who come back after a restart as it did itself", () => {
    const alone = joined(enter(), [ANN], NOW + 5_000);
    const joinedAt = NOW + 7_000;

    const room = after(alone, { type: "user:joined", user: { ...BEN, joinedAt }, total: 2 }, joinedAt);

    expect(room.members.map(({ id }) => id)).toEqual(["ann", "ben"]);
    expect(room.margin).toEqual([]);
  });

  it("waits for them through a second break too, but not for ever", () => {
    const again = joined(joined(enter(), [ANN], NOW + 5_000), [ANN], NOW + 9_000);
    const arrival = (joinedAt: number) =>
      after(again, { type: "user:joined", user: { ...BEN, joinedAt }, total: 2 }, joinedAt);

    expect(arrival(NOW + 12_000).margin).toEqual([]);
    expect(arrival(NOW + 90_000).margin).toMatchObject([{ kind: "joined", who: { name: "Ben" } }]);
  });

  it("notes a new face after a break as at any other time", () => {
    const cid: Member = { ...BEN, id: "cid", name: "Cid", role: "guest", joinedAt: NOW + 6_000 };

    const room = after(joined(enter(), [ANN], NOW + 5_000), { type: "user:joined", user: cid, total: 2 }, NOW + 6_000);

    expect(room.margin).toMatchObject([{ kind: "joined", who: { name: "Cid" } }]);
  });

  it("gives the controls to whom the room makes its host", () => {
    const demoted = after(enter(), { type: "user:changed", user: { ...BEN, role: "guest" }, total: 2 }, NOW);
    const room = after(demoted, { type: "user:changed", user: { ...ANN, role: "host" }, total: 2 }, NOW);

    expect(enter().canControl).toBe(false);
    expect(room).toMatchObject({ canControl: true, hostId: "ann", you: { role: "host" } });
    expect(room.margin.at(-1)).toMatchObject({ kind: "host", who: { name: "Ann" } });
  });

  it("gives everyone the controls where the settings say so", () => {
    const open = after(enter(), { type: "settings", settings: { ...SETTINGS, control: "everyone" } }, NOW);

    expect(open.canControl).toBe(true);
  });

  it("lets whom the host lends control have it, and nobody after", () => {
    const granted = after(enter(), { type: "settings", settings: { ...SETTINGS, control: "granted" } }, NOW);
    const lent = after(granted, { type: "control:changed", control: control("ann") }, NOW);

    expect(granted.canControl).toBe(false);
    expect(lent.canControl).toBe(true);
    expect(after(lent, { type: "control:changed", control: control(null) }, NOW).canControl).toBe(false);
  });

  it("knows who did what, and what of it can still be undone", () => {
    const seek = { entry: 4, by: "ben", what: "seek", about: null, serverTime: NOW, undoable: true };
    const sought = after(enter(), { type: "activity", activity: seek }, NOW);
    const later = after(sought, { type: "activity", activity: { ...seek, entry: 5 } }, NOW);

    const undone = after(later, { type: "activity", activity: { ...seek, undoable: false } }, NOW);

    expect(undone.activity).toEqual([
      { ...seek, undoable: false },
      { ...seek, entry: 5 },
    ]);
  });
});

function control(userId: string | null): Control {
  return { userId, untilServerTime: null, requests: [] };
}
