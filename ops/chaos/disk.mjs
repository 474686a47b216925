// A disk that is slow to some processes and as ever to all others: Linux lets so few of their writes through each second. Needs
// root, and a control group of block devices in either of its two versions.
import { existsSync, mkdirSync, readFileSync, realpathSync, rmdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const GROUP = "tutti-chaos";
const VERSIONS = [
  {
    root: "/sys/fs/cgroup/blkio",
    isThere: (root) => existsSync(join(root, "blkio.throttle.write_iops_device")),
    limit: (device, writes) => ["blkio.throttle.write_iops_device", `${device} ${writes ?? 0}`],
  },
  {
    root: "/sys/fs/cgroup",
    isThere: (root) => existsSync(join(root, "cgroup.controllers")) && read(join(root, "cgroup.controllers")).includes("io"),
    limit: (device, writes) => ["io.max", `${device} wiops=${writes ?? "max"}`],
  },
];

export class Disk {
  #version = VERSIONS.find(({ root, isThere }) => isThere(root));
  #device = null;

  get #group() {
    return join(this.#version.root, GROUP);
  }

  /** Why the disk that the folder is on cannot be made slow; null when it can. */
  whyNot(folder) {
    if (process.getuid() !== 0) return "only root may slow a disk";
    if (!this.#version) return "this machine has no control group of block devices";
    return deviceOf(folder) ? null : `${folder} is on no disk of its own`;
  }

  /** For these processes, what they start, and their files in that folder. */
  slow({ folder, pids, writesASecond }) {
    mkdirSync(this.#group, { recursive: true });
    const { root } = this.#version;
    // Only version 2 has it, and hands on to groups what it is told to.
    if (existsSync(join(root, "cgroup.subtree_control"))) writeFileSync(join(root, "cgroup.subtree_control"), "+io");
    this.#device = deviceOf(folder);
    this.#set(writesASecond);
    for (const pid of pids) writeFileSync(join(this.#group, "cgroup.procs"), String(pid));
  }

  /** As fast as ever. The processes stay where they are, until they end. */
  heal() {
    if (this.#device) this.#set(null);
    this.#device = null;
  }

  /** Once nobody is in it any more. */
  down() {
    this.heal();
    if (this.#version && existsSync(this.#group)) rmdirSync(this.#group);
  }

  #set(writes) {
    const [file, value] = this.#version.limit(this.#device, writes);
    writeFileSync(join(this.#group, file), value);
  }
}

/** The number of the whole disk, since only those have a queue; null for what is in memory or over several disks. */
function deviceOf(folder) {
  const number = statSync(folder).dev;
  const major = (number >> 8) & 0xfff;
  const minor = (number & 0xff) | ((number >> 12) & 0xfff00);
  const known = `/sys/dev/block/${major}:${minor}`;
  if (!existsSync(known)) return null;
  const device = realpathSync(known);
  return read(join(existsSync(join(device, "partition")) ? dirname(device) : device, "dev"));
}

function read(file) {
  return readFileSync(file, "utf8").trim();
}
