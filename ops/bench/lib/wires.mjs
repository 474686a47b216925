// Slow, lossy wires (ops/wire) for what a bench starts behind them. Need root and Linux: they are network namespaces.
import { spawn } from "node:child_process";
import { once } from "node:events";

export function needWires() {
  if (process.getuid?.() === 0 && process.platform === "linux") return;
  console.log("the wire needs root and Linux: it makes network namespaces");
  process.exit(2);
}

/** `settings` are wire.py's; each direction has them. */
export async function layWire(name, subnet, settings) {
  const wire = spawn(new URL("../../wire/wire.py", import.meta.url).pathname, [name, "--subnet", subnet, ...settings], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  await once(wire.stdout, "data");
  return { name, gateway: `${subnet}.1`, cut: () => new Promise((done) => wire.once("exit", done).stdin.end()) };
}
