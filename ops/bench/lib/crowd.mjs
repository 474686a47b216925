// Starts Crowd.java, thousands of guests in a process of their own, and talks with it.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const SOURCE = fileURLToPath(new URL("Crowd.java", import.meta.url));
const JAVA_FLAGS = ["-Xms512m", "-Xmx512m", "-XX:+UseSerialGC"];

export class Crowd {
  #child;
  #waiting = [];
  #ended;

  /** Resolves when all are in. */
  static async gathered(asked) {
    const crowd = new Crowd(asked);
    await crowd.#said("in");
    return crowd;
  }

  constructor(asked) {
    const args = Object.entries(asked).map(([key, value]) => `${key}=${value}`);
    this.#child = spawn(join(process.env.JAVA_HOME, "bin/java"), [...JAVA_FLAGS, SOURCE, ...args], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    createInterface({ input: this.#child.stdout }).on("line", (line) => {
      const index = this.#waiting.findIndex(({ word }) => line.startsWith(word));
      if (index >= 0) this.#waiting.splice(index, 1)[0].done(line);
    });
    this.#ended = new Promise((done) => this.#child.once("exit", done));
    this.#ended.then((code) => {
      for (const { failed } of this.#waiting.splice(0)) failed(new Error(`the crowd ended with ${code}`));
    });
  }

  get pid() {
    return this.#child.pid;
  }

  /** What is told is counted from here. */
  begin() {
    this.#child.stdin.write("go\n");
  }

  async told() {
    this.#child.stdin.write("tell\n");
    const fields = (await this.#said("told ")).split(" ").slice(1);
    return Object.fromEntries(
      fields.map((field) => {
        const [key, value] = field.split(/=(.*)/s);
        return [key, key === "complaint" ? value : Number(value)];
      }),
    );
  }

  async gone() {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  #said(word) {
    return new Promise((done, failed) => this.#waiting.push({ word, done, failed }));
  }
}
