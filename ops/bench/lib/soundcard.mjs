// A sound card of PulseAudio's that never was, with a pair of outputs for each of two guests and one clock for all four: what is
// recorded there is what people in one room would hear.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const RATE = 48_000;
const CHANNELS = 4;
const BYTES_A_FRAME = CHANNELS * 2;
const THERE_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 50;
const PAIRS = ["front-left,front-right", "rear-left,rear-right"];

export class SoundCard {
  #dir = mkdtempSync(join(tmpdir(), "tutti-card-"));
  #server;
  #recorder;

  /** What a browser is started with whose sound goes to the first (0) or the second (1) pair. */
  environment(pair) {
    return { PULSE_SERVER: `unix:${this.#socket}`, PULSE_SINK: `pair${pair}` };
  }

  async open() {
    const script = join(this.#dir, "card.pa");
    const map = PAIRS.join(",");
    writeFileSync(
      script,
      [
        `load-module module-native-protocol-unix socket=${this.#socket} auth-anonymous=1`,
        `load-module module-null-sink sink_name=card rate=${RATE} channels=${CHANNELS} channel_map=${map}`,
        ...PAIRS.map(
          (pair, n) =>
            `load-module module-remap-sink sink_name=pair${n} master=card channels=2 channel_map=${PAIRS[0]}` +
            ` master_channel_map=${pair} remix=no`,
        ),
      ].join("\n"),
    );
    const args = ["-n", "-F", script, "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes", "--use-pid-file=no"];
    const env = { ...process.env, HOME: this.#dir, XDG_RUNTIME_DIR: this.#dir };
    this.#server = spawn("pulseaudio", args, { env, stdio: "ignore" });
    await there(() => existsSync(this.#socket), "PulseAudio listens");
  }

  /** All that the card plays from now on goes to a file. */
  async record() {
    this.#recorder = spawn(
      "sh",
      ["-c", `exec parec -s "unix:$1" -d card.monitor --rate=${RATE} --channels=${CHANNELS} --channel-map=${PAIRS.join(",")} --format=s16le --raw >"$2"`, "sh", this.#socket, this.#file],
      { stdio: "ignore" },
    );
    await there(() => existsSync(this.#file) && readFileSync(this.#file).length > 0, "the recording begins");
  }

  /** Resolves with what each pair played, both beginning at the same moment: `{rate, samples, startMs: 0}` of each. */
  async recorded() {
    const gone = new Promise((done) => this.#recorder.once("exit", done));
    this.#recorder.kill("SIGTERM");
    await gone;
    const bytes = readFileSync(this.#file);
    const frames = Math.floor(bytes.length / BYTES_A_FRAME);
    return PAIRS.map((_, pair) => {
      const samples = new Float32Array(frames);
      for (let i = 0; i < frames; i++) {
        const at = i * BYTES_A_FRAME + pair * 4;
        samples[i] = (bytes.readInt16LE(at) + bytes.readInt16LE(at + 2)) / 65_536;
      }
      return { rate: RATE, samples, startMs: 0 };
    });
  }

  close() {
    this.#recorder?.kill("SIGKILL");
    this.#server?.kill("SIGKILL");
    rmSync(this.#dir, { recursive: true, force: true });
  }

  get #socket() {
    return join(this.#dir, "native");
  }

  get #file() {
    return join(this.#dir, "recording");
  }
}

async function there(isSo, what) {
  const until = performance.now() + THERE_WITHIN_MS;
  while (!isSo()) {
    if (performance.now() > until) throw new Error(`not within ${THERE_WITHIN_MS / 1_000} s: ${what}`);
    await sleep(LOOK_EVERY_MS);
  }
}
