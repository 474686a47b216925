// Servers that give one sender's sound to a crowd: ours, and what else there is. Each tells how its guests come in, and plays.
import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort, Server } from "../../launch/spawn.mjs";
import { Member, openRoom } from "./member.mjs";
import { metronome, PACKET_MS, SoundFrame } from "./soundframe.mjs";
import { Socket } from "./websocket.mjs";

const PEERS = fileURLToPath(new URL("../peers", import.meta.url));
const NCHAN_MODULE = "/usr/lib/nginx/modules/ngx_nchan_module.so";
const OPEN_WITHIN_MS = 10_000;
const QUALITIES = ["high", "medium", "low"];
/** So many packets are in a frame for guests, as docs/protocol.md has it. */
const PACKETS_OF_A_FRAME = [3, 3, 5];
/** What a message begins with where there are no frames: Crowd.java looks for it. */
const PEERS_EPOCH = 0x54555454;
/** All of them come from one address, and into one room. */
const LIMITS = [
  "tutti.gateway.limits.joins-by-address.burst=1000000",
  "tutti.gateway.limits.looks-by-address.burst=1000000",
  "tutti.gateway.http.connections-by-address-max=20000",
  "tutti.gateway.socket.sockets-by-address-max=20000",
];

/** The product as it is: members of a room, of whom the host sends. */
export class Tutti {
  name = "Tutti";
  #tier;
  #server;
  #room;
  #host;
  #stop;

  constructor({ tier = 0 } = {}) {
    this.#tier = tier;
    this.frame = QUALITIES[tier];
    this.packets = PACKETS_OF_A_FRAME[tier];
    this.messageBytes = new SoundFrame({ tier, packets: this.packets, epoch: 0 }).bytes.length;
  }

  async open(guests) {
    const java = [...LIMITS.map((limit) => `-D${limit}`), process.env.TUTTI_BENCH_JAVA_OPTS ?? ""].join(" ");
    this.#server = await Server.create({
      name: "bench-audio",
      environment: {
        TUTTI_HEAP_MAX: process.env.TUTTI_HEAP_MAX ?? "2g",
        TUTTI_MEMBERS_MAX: String(guests + 1),
        TUTTI_JAVA_OPTS: java.trim(),
      },
    });
    await this.#server.start();
    this.#room = await openRoom(this.#server.url, { roomName: "Bench", hostName: "Host" });
  }

  get pids() {
    return [this.#server.pid];
  }

  guests() {
    return {
      port: this.#server.port,
      path: "/ws",
      persecond: 200,
      say: JSON.stringify({ type: "join", roomId: this.#room.roomId, name: "Guest %n" }),
      welcome: '"joined"',
      each15s: JSON.stringify({ type: "ping", t0: 0 }),
      ...(this.#tier === 0 ? {} : { then: JSON.stringify({ type: "quality:request", quality: QUALITIES[this.#tier] }) }),
    };
  }

  /** Sends the tiers that are in demand, each packet as a frame of its own, as the page does. */
  async play() {
    this.#host = await Member.join(this.#server.url, this.#room.roomId, "Host", { token: this.#room.token });
    let tiers = [0];
    this.#host.onMessage = (message) => {
      if (message.type === "broadcast:demand") tiers = message.tiers;
    };
    const { epoch } = await this.#host.ask({
      type: "broadcast:start",
      codec: "opus",
      sampleRate: 48_000,
      channels: 2,
      audioBitrate: 128,
    });
    const frames = QUALITIES.map((_, tier) => new SoundFrame({ tier, epoch }));
    this.#stop = metronome(PACKET_MS, (seq) => {
      for (const tier of tiers) if (frames[tier]) this.#host.sendSound(frames[tier].stamped(seq));
    });
  }

  async close() {
    this.#stop?.();
    await this.#server?.dispose();
  }
}

/** A peer is sent whole frames for guests, so that what goes out is the same. */
class Peer {
  pids = [];
  #child;
  #stop;

  constructor(packets) {
    this.packets = packets;
    this.frame = `${packets * PACKET_MS} ms`;
    this.messageBytes = new SoundFrame({ packets, epoch: PEERS_EPOCH }).bytes.length;
  }

  async open() {
    this.port = await freePort();
    await this.start();
    const deadline = performance.now() + OPEN_WITHIN_MS;
    while (!(await isOpen(this.port))) {
      if (performance.now() > deadline) throw new Error(`${this.name} does not listen`);
      await sleep(50);
    }
    this.pids = [this.#child.pid, ...childrenOf(this.#child.pid)];
  }

  run(command, args) {
    this.#child = spawn(command, args, { stdio: ["ignore", "ignore", "inherit"] });
    this.#child.once("exit", (code) => code && console.error(`  ${this.name} ended with ${code}`));
  }

  async play() {
    const send = await this.sender();
    const frame = new SoundFrame({ packets: this.packets, epoch: PEERS_EPOCH });
    this.#stop = metronome(this.packets * PACKET_MS, (n) => send(frame.stamped(n * this.packets)));
  }

  async close() {
    this.#stop?.();
    this.#child?.removeAllListeners("exit");
    for (const pid of this.pids) killed(pid);
  }
}

export class NodeWs extends Peer {
  name = "Node ws";

  start() {
    this.run(process.execPath, [join(PEERS, "ws.mjs"), String(this.port)]);
  }

  guests() {
    return { port: this.port, path: "/" };
  }

  async sender() {
    const socket = await Socket.open(`ws://127.0.0.1:${this.port}/host`);
    return (bytes) => socket.sendBinary(bytes);
  }
}

export class SocketIo extends Peer {
  name = "Socket.IO";

  start() {
    this.run(process.execPath, [join(PEERS, "socketio.mjs"), String(this.port)]);
  }

  guests() {
    return { port: this.port, path: "/socket.io/?EIO=4&transport=websocket", say: "40", welcome: "40{" };
  }

  async sender() {
    const socket = await Socket.open(`ws://127.0.0.1:${this.port}/socket.io/?EIO=4&transport=websocket`);
    const seated = new Promise((done) => {
      socket.onText = (text) => {
        if (text === "2") socket.send("3");
        if (text.startsWith("40{")) done();
      };
    });
    socket.send("40");
    await seated;
    return (bytes) => {
      socket.send('451-["sound",{"_placeholder":true,"num":0}]');
      socket.sendBinary(bytes);
    };
  }
}

export class Nchan extends Peer {
  name = "nginx/nchan";
  #dir;

  constructor(packets, dir) {
    super(packets);
    this.#dir = join(dir, "nchan");
  }

  /** One process, as the others are. */
  start() {
    mkdirSync(this.#dir, { recursive: true });
    writeFileSync(
      join(this.#dir, "nginx.conf"),
      `load_module ${NCHAN_MODULE};
daemon off;
pid ${this.#dir}/pid;
error_log ${this.#dir}/error.log;
worker_processes 1;
worker_rlimit_nofile 19000;
events { worker_connections 18000; }
http {
  access_log off;
  client_body_temp_path ${this.#dir};
  server {
    listen 127.0.0.1:${this.port} backlog=4096;
    tcp_nodelay on;
    location = /host { nchan_publisher http; nchan_channel_id room; nchan_message_buffer_length 20; nchan_message_timeout 5s; keepalive_requests 1000000; }
    location = /guest { nchan_subscriber websocket; nchan_channel_id room; nchan_subscriber_first_message newest; }
  }
}
`,
    );
    this.run("nginx", ["-p", this.#dir, "-e", `${this.#dir}/error.log`, "-c", `${this.#dir}/nginx.conf`]);
  }

  guests() {
    return { port: this.port, path: "/guest" };
  }

  async sender() {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    return (bytes) => {
      const sent = request(
        { agent, host: "127.0.0.1", port: this.port, path: "/host", method: "POST", headers: { "content-type": "application/octet-stream", "content-length": bytes.length } },
        (answer) => answer.resume(),
      );
      sent.on("error", () => {});
      sent.end(Buffer.from(bytes));
    };
  }
}

/** HTTP without end instead of WebSockets: the same bytes, but no frames, so no guest knows where one begins. */
export class Icecast extends Peer {
  name = "Icecast";
  /** It lets nobody in before there is something to be heard. */
  playsFirst = true;
  #dir;

  constructor(packets, dir) {
    super(packets);
    this.#dir = join(dir, "icecast");
  }

  start() {
    mkdirSync(this.#dir, { recursive: true });
    // It gives up being root.
    chmodSync(this.#dir, 0o777);
    const isRoot = process.getuid() === 0;
    writeFileSync(
      join(this.#dir, "icecast.xml"),
      `<icecast>
  <limits><clients>18000</clients><sources>2</sources><queue-size>524288</queue-size><burst-size>0</burst-size></limits>
  <authentication><source-password>room</source-password><admin-user>admin</admin-user><admin-password>room</admin-password></authentication>
  <location>here</location><admin>nobody@localhost</admin><hostname>127.0.0.1</hostname>
  <listen-socket><port>${this.port}</port><bind-address>127.0.0.1</bind-address></listen-socket>
  <paths><basedir>${this.#dir}</basedir><logdir>${this.#dir}</logdir><webroot>${this.#dir}</webroot><adminroot>${this.#dir}</adminroot></paths>
  <logging><accesslog>access.log</accesslog><errorlog>error.log</errorlog><loglevel>1</loglevel></logging>
  <security><chroot>0</chroot>${isRoot ? "<changeowner><user>nobody</user><group>nogroup</group></changeowner>" : ""}</security>
</icecast>
`,
    );
    this.run("icecast2", ["-c", join(this.#dir, "icecast.xml")]);
  }

  guests() {
    return { port: this.port, path: "/room", stream: this.messageBytes };
  }

  async sender() {
    const socket = connect(this.port, "127.0.0.1");
    socket.setNoDelay(true);
    const key = Buffer.from("source:room").toString("base64");
    socket.write(`PUT /room HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic ${key}\r\nContent-Type: application/octet-stream\r\n\r\n`);
    await new Promise((done, failed) => {
      socket.once("data", (data) => (/^HTTP\/1.. (100|200)/.test(data) ? done() : failed(new Error(`Icecast: ${data}`))));
      socket.once("error", failed);
    });
    return (bytes) => socket.write(Buffer.from(bytes));
  }
}

function isOpen(port) {
  return new Promise((done) => {
    const probe = connect(port, "127.0.0.1");
    probe.once("connect", () => {
      probe.destroy();
      done(true);
    });
    probe.once("error", () => done(false));
  });
}

function childrenOf(parent) {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ")[1] === String(parent);
      } catch {
        return false;
      }
    })
    .map(Number);
}

function killed(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch (failure) {
    if (failure.code !== "ESRCH") throw failure;
  }
}
