// Browsers as the benches use them: each a process of its own, in this machine's network or behind a wire.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const CHILD = fileURLToPath(new URL("./browser-process.mjs", import.meta.url));

/** Behind a slow wire the first pictures take their time. */
const LOADED_WITHIN_MS = 90_000;

/** Runs in every page before its own scripts: what the room sent, what the page reported, and how the media element moved. */
function witness() {
  const heard = [];
  const reports = [];
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", ({ data }) => {
        if (typeof data !== "string") return;
        const message = JSON.parse(data);
        heard.push({ atMs: performance.timeOrigin + performance.now(), type: message.type, message });
        if (heard.length > 20_000) heard.splice(0, 10_000);
      });
    }

    send(data) {
      if (typeof data === "string" && data.includes('"report"')) {
        reports.push({ atMs: performance.timeOrigin + performance.now(), ...JSON.parse(data) });
      }
      super.send(data);
    }
  };
  const samples = [];
  const seeks = [];
  document.addEventListener("seeking", () => seeks.push(performance.timeOrigin + performance.now()), true);
  setInterval(() => {
    const media = document.querySelector("video, audio");
    if (!media) return;
    samples.push({
      atMs: performance.timeOrigin + performance.now(),
      positionS: media.currentTime,
      moving: !media.paused && !media.seeking && media.readyState >= 3,
    });
  }, 50);
  window.tuttiWitness = { heard, reports, samples, seeks };
}

function descendants(pid) {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(/\s+/).filter(Boolean).map(Number);
  return children.flatMap((child) => [child, ...descendants(child)]);
}

export class Browser {
  #child;
  #next = 1;
  #waiting = new Map();

  /** `environment` may name a sound card (`PULSE_SINK`). `strict` keeps the pages' Content-Security-Policy, which listening to a page has to switch off. `cores`: those it is kept to. */
  static async open({ browser = "chromium", namespace, url, args, strict, cores, environment } = {}) {
    const opened = new Browser();
    const command = [process.execPath, CHILD];
    const pinned = cores ? ["taskset", "--cpu-list", cores, ...command] : command;
    const [file, ...rest] = namespace ? ["ip", "netns", "exec", namespace, ...pinned] : pinned;
    opened.#child = spawn(file, rest, {
      env: { ...process.env, ...environment },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    opened.#child.on("message", ({ n, value, error }) => {
      const { done, failed } = opened.#waiting.get(n);
      opened.#waiting.delete(n);
      if (error === undefined) done(value);
      else failed(new Error(error));
    });
    opened.name = browser;
    opened.url = url;
    await opened.#ask("open", { browser, origin: new URL(url).origin, args, strict, audible: environment?.PULSE_SINK !== undefined });
    await opened.#ask("init", { source: `(${witness})()` });
    return opened;
  }

  #ask(act, rest) {
    const n = this.#next++;
    return new Promise((done, failed) => {
      this.#waiting.set(n, { done, failed });
      this.#child.send({ n, act, ...rest });
    });
  }

  goto(path) {
    return this.#ask("goto", { url: `${this.url}${path}` });
  }

  /** Runs before the scripts of every page opened from now on. */
  init(script, argument) {
    return this.#ask("init", { source: `(${script})(${JSON.stringify(argument ?? null)})` });
  }

  /** `frame` is a part of the address of a frame within the page. */
  evaluate(script, argument, frame) {
    return this.#ask("evaluate", { source: `(${script})(${JSON.stringify(argument ?? null)})`, frame });
  }

  click(role, name, frame) {
    return this.#ask("click", { role, name, frame });
  }

  /** Slows the page's scripts down by a factor. Chromium only. */
  throttle(rate) {
    return this.#ask("throttle", { rate });
  }

  /** SIGSTOP or SIGCONT to the browser's own processes, as a machine that sleeps and wakes. */
  signal(name) {
    for (const pid of descendants(this.#child.pid)) process.kill(pid, name);
  }

  clickAt(role, name, share) {
    return this.#ask("clickAt", { role, name, share });
  }

  press(key) {
    return this.#ask("press", { key });
  }

  screenshot(path) {
    return this.#ask("screenshot", { path });
  }

  /** Goes into a room as a person does. With a token, as the person it belongs to. `film`: until there is something to see. */
  async enter(room, name, { host = false, film = true } = {}) {
    const kept = host ? { token: room.token, userId: room.hostId } : null;
    await this.init(
      ({ roomId, name, kept }) => {
        localStorage.setItem("tutti.name", name);
        if (kept && !localStorage.getItem(`tutti.room.${roomId}`)) localStorage.setItem(`tutti.room.${roomId}`, JSON.stringify(kept));
      },
      { roomId: room.roomId, name, kept },
    );
    await this.goto(`/room/${room.roomId}`);
    // Who has a seat goes straight in.
    if (!host) await this.click("button", "Join");
    await this.until(() => window.tuttiWitness.heard.some(({ type }) => type === "joined"));
    if (film) await this.until(() => (document.querySelector("video, audio")?.readyState ?? 0) >= 2, null, LOADED_WITHIN_MS);
  }

  /** Waits until a condition holds in the page. */
  async until(condition, argument, withinMs = 30_000) {
    const deadline = performance.now() + withinMs;
    while (performance.now() < deadline) {
      if (await this.evaluate(condition, argument)) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`${this.name}: not within ${withinMs / 1000} s: ${condition}`);
  }

  reports() {
    return this.evaluate(() => window.tuttiWitness.reports);
  }

  samples(frame) {
    return this.evaluate(() => window.tuttiWitness.samples, null, frame);
  }

  seeks() {
    return this.evaluate(() => window.tuttiWitness.seeks);
  }

  async close() {
    const gone = new Promise((done) => this.#child.once("exit", done));
    this.#child.disconnect();
    await gone;
  }
}
