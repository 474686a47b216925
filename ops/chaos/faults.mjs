// What can go wrong. Each fault does it to node `n`, sees to it that it ends, and says which nodes lost their people by it.
import { setTimeout as sleep } from "node:timers/promises";

const PARTED_FOR_MS = 15_000;
const LINK_BROKEN_FOR_MS = 20_000;
const STARTED_AGAIN_AFTER_MS = 10_000;
/** As minReadySeconds of a Kubernetes deployment: so long the next node waits after one is ready. */
const READY_FOR_MS = 10_000;
/** Little for the people of a node and its share of what the nodes tell each other. */
const NARROW = "2mbit";
const NARROW_FOR_MS = 20_000;
const PAUSED_FOR_MS = 5_000;
/** In the middle of handing on rooms and people. */
const KILLED_AFTER_SIGTERM_MS = 1_500;
/** The first node is just removed then, and another begins to coordinate the shards. */
const NEXT_KILLED_AFTER_MS = 2_900;
/** Around what still counts as a node that is only slow. */
const STUTTERS_MS = [1_000, 1_600, 2_200, 1_300, 1_900, 2_500];
const STUTTERS_APART_MS = 300;
const CLOCK_OFF_MS = 10_000;
const DATABASE_AWAY_FOR_MS = 20_000;
/** The least that can be asked for: a commit waits for seconds until its page is on disk. */
const DISK_WRITES_A_SECOND = 1;
const DISK_SLOW_FOR_MS = 20_000;

/** Of a node that is gone: what takes longer is a fault and no mere figure, and nobody else may notice. */
const GONE = { answersMs: 10_000, letGoMs: 10_000, backMs: 20_000, othersMs: 0, roomsMissedMs: 0 };
/** People come back, sooner or later. */
const OUTAGE = { backMs: 60_000 };
/** Nobody is without a socket for longer. */
const SEAMLESS = { othersMs: 1_000 };

/**
 * `lost(n)`: the nodes whose own people must come back when `n` is struck; all others must notice nothing. `database`: what
 * counts is the time since it came back. `cut`: whose connection it breaks in a room with sound. `whyNot`: what this machine has not.
 *
 * `bounds`, in ms, each of the worst: `answersMs` until a room answers again; `letGoMs` and `backMs` of who lost their node;
 * `othersMs` of the others' gaps; `roomsMissedMs` of the sound that never came to guests who lost neither their node nor the host's,
 * but the room's.
 */
export const faults = {
  kill: {
    what: "kill -9 of a node",
    lost: (n) => [n],
    bounds: GONE,
    async strike({ cluster, n }) {
      await cluster.kill(n);
      // The machine is shared: a node that starts would take the processor from those that take over.
      await sleep(STARTED_AGAIN_AFTER_MS);
      cluster.startNode(n);
    },
  },
  "kill-two": {
    what: "kill -9 of two nodes together: an outage",
    lost: () => [1, 2, 3],
    bounds: OUTAGE,
    async strike({ cluster, n }) {
      for (const other of cluster.numbers) if (other !== n) cluster.signal(other, "SIGKILL");
      // The third cannot know that they are not merely cut off, and stops as well.
      await cluster.unready(n);
    },
  },
  cascade: {
    what: "kill -9 of a node, and of the next just when that takes over: an outage",
    lost: () => [1, 2, 3],
    bounds: OUTAGE,
    async strike({ cluster, n }) {
      cluster.signal(n, "SIGKILL");
      await sleep(NEXT_KILLED_AFTER_MS);
      cluster.signal((n % cluster.numbers.length) + 1, "SIGKILL");
    },
  },
  "drain-kill": {
    what: "SIGTERM of a node, and kill -9 in the middle of its leaving",
    lost: (n) => [n],
    bounds: OUTAGE,
    async strike({ cluster, n }) {
      cluster.signal(n, "SIGTERM");
      await sleep(KILLED_AFTER_SIGTERM_MS);
      cluster.signal(n, "SIGKILL");
    },
  },
  stutter: {
    what: "one node after the other stopped for 1 to 2.5 s",
    lost: () => [1, 2, 3],
    bounds: OUTAGE,
    async strike({ cluster }) {
      for (const [i, ms] of STUTTERS_MS.entries()) {
        const n = (i % cluster.numbers.length) + 1;
        cluster.signal(n, "SIGSTOP");
        await sleep(ms);
        cluster.signal(n, "SIGCONT");
        await sleep(STUTTERS_APART_MS);
      }
    },
  },
  drain: {
    what: "SIGTERM of a node",
    lost: () => [],
    bounds: SEAMLESS,
    async strike({ cluster, n }) {
      await cluster.drain(n);
      cluster.startNode(n);
    },
  },
  rolling: {
    what: "rolling restart of all nodes",
    lost: () => [],
    bounds: SEAMLESS,
    async strike({ cluster }) {
      for (const n of cluster.numbers) {
        await cluster.drain(n);
        cluster.startNode(n);
        await cluster.ready(n);
        await sleep(READY_FOR_MS);
      }
    },
  },
  partition: {
    what: "partition of one node from two",
    lost: (n) => [n],
    bounds: GONE,
    async strike({ cluster, network, n }) {
      for (const other of cluster.numbers) {
        if (other === n) continue;
        network.cut(n, other);
        network.cut(other, n);
      }
      await sleep(PARTED_FOR_MS);
      network.heal();
    },
  },
  "one-way": {
    what: "a node that is not heard by the two others",
    lost: (n) => [n],
    bounds: GONE,
    async strike({ cluster, network, n }) {
      for (const other of cluster.numbers) if (other !== n) network.cut(n, other);
      await sleep(PARTED_FOR_MS);
      network.heal();
    },
  },
  "broken-link": {
    what: "the link between two of three nodes cut for 20 s",
    // Each of the two is seen by the third, so any of them may be given up, or all: no more is asked than that it ends well.
    lost: () => [1, 2, 3],
    bounds: OUTAGE,
    async strike({ cluster, network, n }) {
      const [one, other] = cluster.numbers.filter((each) => each !== n);
      network.cut(one, other);
      network.cut(other, one);
      await sleep(LINK_BROKEN_FOR_MS);
      network.heal();
    },
  },
  "slow-wire": {
    what: `a node's wire at ${NARROW} for ${NARROW_FOR_MS / 1_000} s`,
    // What its wire does not carry is looked for elsewhere.
    lost: (n) => [n],
    bounds: OUTAGE,
    async strike({ network, n }) {
      network.narrow(n, NARROW);
      await sleep(NARROW_FOR_MS);
      network.heal();
    },
  },
  "guest-cut": {
    what: "one guest's connection in each room with sound broken",
    lost: () => [],
    bounds: { othersMs: 10_000 },
    cut: ({ ears }) => ears[0].guest,
    async strike({ crowd }) {
      for (const { ears } of crowd.sounding) ears[0].guest.cut();
    },
  },
  "host-cut": {
    what: "the host's connection in each room with sound broken",
    lost: () => [],
    bounds: { othersMs: 10_000 },
    cut: ({ host }) => host,
    async strike({ crowd }) {
      for (const { host } of crowd.sounding) host.cut();
    },
  },
  pause: {
    what: "a node stopped for 5 s",
    lost: (n) => [n],
    bounds: GONE,
    async strike({ cluster, n }) {
      cluster.signal(n, "SIGSTOP");
      await sleep(PAUSED_FOR_MS);
      cluster.signal(n, "SIGCONT");
      // It still takes itself for a member, until it hears that the others have given it up.
      await cluster.unready(n);
    },
  },
  clock: {
    what: "a node back with its clock 10 s off",
    lost: () => [],
    bounds: SEAMLESS,
    async strike({ cluster, clocks, n }) {
      clocks[n] = clocks[n] > 0 ? -CLOCK_OFF_MS : CLOCK_OFF_MS;
      await cluster.drain(n);
      cluster.startNode(n);
      await cluster.ready(n);
    },
  },
  "database-stop": {
    what: "PostgreSQL away for 20 s",
    lost: () => [],
    bounds: { answersMs: 10_000, othersMs: 0 },
    database: true,
    async strike({ cluster }) {
      await cluster.postgres.stop();
      await sleep(DATABASE_AWAY_FOR_MS);
      await cluster.postgres.start();
    },
  },
  "database-kill": {
    what: "kill -9 of PostgreSQL",
    lost: () => [],
    bounds: { answersMs: 10_000, othersMs: 0 },
    database: true,
    async strike({ cluster }) {
      await cluster.postgres.kill();
      await cluster.postgres.start();
    },
  },
  "slow-disk": {
    what: `PostgreSQL's disk at ${DISK_WRITES_A_SECOND} write/s for ${DISK_SLOW_FOR_MS / 1_000} s`,
    whyNot: ({ disk, folder }) => disk.whyNot(folder),
    lost: () => [],
    bounds: { answersMs: 60_000, othersMs: 0 },
    database: true,
    async strike({ cluster, disk }) {
      const { dir, pids } = cluster.postgres;
      disk.slow({ folder: dir, pids, writesASecond: DISK_WRITES_A_SECOND });
      await sleep(DISK_SLOW_FOR_MS);
      disk.heal();
    },
  },
};
