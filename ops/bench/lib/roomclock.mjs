// Where a room stands, as an unbiased witness on this machine knows it: a member over loopback with a clock probed often.
import { setTimeout as sleep } from "node:timers/promises";
import { Member } from "./member.mjs";

const PROBES = 12;

export function wallMs() {
  return performance.timeOrigin + performance.now();
}

export class RoomClock {
  #member;
  #offsetMs = 0;
  #states = [];

  static async watch(url, roomId) {
    const clock = new RoomClock();
    clock.#member = await Member.join(url, roomId, "Witness");
    if (clock.#member.joined.state) clock.#states.push(clock.#member.joined.state);
    clock.#member.onMessage = (message) => {
      if (message.type === "state") clock.#states.push(message);
    };
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < PROBES; i++) {
      const t0 = wallMs();
      const { t1, t2 } = await clock.#member.ask({ type: "ping", t0 });
      const t3 = wallMs();
      const rtt = t3 - t0 - (t2 - t1);
      if (rtt < best) {
        best = rtt;
        clock.#offsetMs = (t1 - t0 + (t2 - t3)) / 2;
      }
      await sleep(10);
    }
    return clock;
  }

  /** The timeline that holds at a wall time of this machine: the newest one that has begun. */
  at(wall) {
    const now = wall + this.#offsetMs;
    return [...this.#states].reverse().find(({ baseServerTime }) => baseServerTime <= now) ?? this.#states[0];
  }

  targetSeconds(wall) {
    const state = this.at(wall);
    const now = wall + this.#offsetMs;
    const moved = state.isPlaying ? (Math.max(0, now - state.baseServerTime) / 1000) * state.playbackRate : 0;
    const position = state.baseMediaTime + moved;
    if (!state.duration) return position;
    return state.loop ? position % state.duration : Math.min(position, state.duration);
  }

  playing(wall) {
    return this.at(wall).isPlaying;
  }

  leave() {
    this.#member.leave();
  }
}
