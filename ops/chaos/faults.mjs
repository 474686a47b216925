// What can go wrong. Each fault does it, sees to it that it ends, and says which nodes lost their people by it.
import { setTimeout as sleep } from "node:timers/promises";

const PARTED_FOR_MS = 15_000;
const STARTED_AGAIN_AFTER_MS = 10_000;
/** As minReadySeconds of a Kubernetes deployment: the next node waits until this one is warm. */
const READY_FOR_MS = 10_000;
const PAUSED_FOR_MS = 5_000;
const DATABASE_AWAY_FOR_MS = 20_000;

/** `lost`: the nodes whose own people must come back; all others must notice nothing. `ended`: when it was over. */
export const faults = {
  kill: {
    what: "kill -9 of a node",
    lost: [1],
    async strike({ cluster }) {
      await cluster.kill(1);
      // The machine is shared: a node that starts would take the processor from those that take over.
      await sleep(STARTED_AGAIN_AFTER_MS);
      cluster.startNode(1);
    },
  },
  "kill-two": {
    what: "kill -9 of two nodes together: an outage",
    lost: [1, 2, 3],
    async strike({ cluster }) {
      cluster.signal(1, "SIGKILL");
      cluster.signal(2, "SIGKILL");
    },
  },
  drain: {
    what: "SIGTERM of a node",
    lost: [],
    async strike({ cluster }) {
      await cluster.drain(1);
      cluster.startNode(1);
    },
  },
  rolling: {
    what: "rolling restart of all nodes",
    lost: [],
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
    what: "partition 1,2 | 3",
    lost: [3],
    async strike({ network }) {
      for (const n of [1, 2]) {
        network.cut(n, 3);
        network.cut(3, n);
      }
      await sleep(PARTED_FOR_MS);
      network.heal();
    },
  },
  "one-way": {
    what: "node 3 is not heard by 1 and 2",
    lost: [3],
    async strike({ network }) {
      for (const n of [1, 2]) network.cut(3, n);
      await sleep(PARTED_FOR_MS);
      network.heal();
    },
  },
  pause: {
    what: "a node stopped for 5 s",
    lost: [1],
    async strike({ cluster }) {
      cluster.signal(1, "SIGSTOP");
      await sleep(PAUSED_FOR_MS);
      cluster.signal(1, "SIGCONT");
    },
  },
  clock: {
    what: "a node back with its clock 10 s ahead",
    lost: [],
    async strike({ cluster, clocks }) {
      clocks[3] = 10_000;
      await cluster.drain(3);
      cluster.startNode(3);
      await cluster.ready(3);
    },
  },
  "database-stop": {
    what: "PostgreSQL away for 20 s",
    lost: [],
    database: true,
    async strike({ cluster }) {
      await cluster.postgres.stop();
      await sleep(DATABASE_AWAY_FOR_MS);
      await cluster.postgres.start();
    },
  },
  "database-kill": {
    what: "kill -9 of PostgreSQL",
    lost: [],
    database: true,
    async strike({ cluster }) {
      cluster.postgres.kill();
      await sleep(1_000);
      await cluster.postgres.start();
    },
  },
};
