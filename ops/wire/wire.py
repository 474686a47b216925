#!/usr/bin/env python3
"""A slow, lossy wire on one machine, for trying what people far away see. Needs root and Linux.

    wire.py NAME --subnet 10.77.1 --delay-ms 150 --jitter-ms 10 --loss-percent 0.5

Makes a network namespace NAME whose only way out is this wire. Its near end is SUBNET.1 on the machine itself, its
far end SUBNET.2 in the namespace; every frame waits `delay ± jitter` in each direction, order kept, or is lost.
Prints "ready" once. Reads commands from standard input, one a line: "delay-ms 300", "loss-percent 5", "down", "up".
The namespace goes when standard input ends.

Why not the kernel's netem: the kernels we meet in containers are often built without it.
"""

import argparse
import ctypes
import fcntl
import heapq
import itertools
import os
import random
import select
import struct
import subprocess
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TAP = 0x0002
IFF_NO_PI = 0x1000
CLONE_NEWNET = 0x40000000
FRAME_BYTES_MAX = 65_535
FRAMES_IN_FLIGHT_MAX = 20_000
READS_A_TURN = 64

libc = ctypes.CDLL(None, use_errno=True)


def run(*command):
    subprocess.run(command, check=True)


def enter_namespace(path):
    with open(path, "rb") as namespace:
        if libc.setns(namespace.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"cannot enter {path}")


def open_tap(name):
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TAP | IFF_NO_PI))
    return device


class Wire:
    """Frames between two taps. Each direction keeps its order: a frame is never due before the one ahead of it."""

    def __init__(self, near, far, settings):
        self.ends = (near, far)
        self.settings = settings
        self.up = True
        self.flying = []
        self.last_due = {near: 0.0, far: 0.0}
        self.ticket = itertools.count()

    def receive(self, end):
        other = self.ends[1] if end == self.ends[0] else self.ends[0]
        for _ in range(READS_A_TURN):
            try:
                frame = os.read(end, FRAME_BYTES_MAX)
            except BlockingIOError:
                return
            lost = random.random() * 100 < self.settings["loss-percent"]
            if lost or not self.up or len(self.flying) >= FRAMES_IN_FLIGHT_MAX:
                continue
            jitter = random.uniform(-1, 1) * self.settings["jitter-ms"]
            due = time.monotonic() + max(0.0, self.settings["delay-ms"] + jitter) / 1000
            due = max(due, self.last_due[other])
            self.last_due[other] = due
            heapq.heappush(self.flying, (due, next(self.ticket), other, frame))

    def deliver(self):
        now = time.monotonic()
        while self.flying and self.flying[0][0] <= now:
            _, _, end, frame = heapq.heappop(self.flying)
            try:
                os.write(end, frame)
            except OSError:
                # The interface is down or its queue is full: on a real wire that frame is lost as well.
                pass

    def wait_ms(self):
        if not self.flying:
            return None
        return max(0.0, (self.flying[0][0] - time.monotonic()) * 1000)

    def obey(self, line):
        words = line.split()
        if words in (["up"], ["down"]):
            self.up = words == ["up"]
        elif len(words) == 2 and words[0] in self.settings:
            self.settings[words[0]] = float(words[1])
        elif words:
            print(f"not a command: {line}", file=sys.stderr)


def lay(name, subnet):
    run("ip", "netns", "add", name)
    near = open_tap(f"{name}-near"[:15])
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    enter_namespace(f"/var/run/netns/{name}")
    far = open_tap("far")
    libc.setns(home, CLONE_NEWNET)
    os.close(home)
    run("ip", "addr", "add", f"{subnet}.1/24", "dev", f"{name}-near"[:15])
    run("ip", "link", "set", f"{name}-near"[:15], "up")
    run("ip", "-n", name, "link", "set", "lo", "up")
    run("ip", "-n", name, "addr", "add", f"{subnet}.2/24", "dev", "far")
    run("ip", "-n", name, "link", "set", "far", "up")
    run("ip", "-n", name, "route", "add", "default", "via", f"{subnet}.1")
    return near, far


def carry(wire):
    poll = select.poll()
    for source in (*wire.ends, sys.stdin.fileno()):
        poll.register(source, select.POLLIN)
    while True:
        for source, _ in poll.poll(wire.wait_ms()):
            if source != sys.stdin.fileno():
                wire.receive(source)
                continue
            text = os.read(source, 4096).decode()
            if not text:
                return
            for line in text.splitlines():
                wire.obey(line)
        wire.deliver()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("name")
    parser.add_argument("--subnet", required=True)
    parser.add_argument("--delay-ms", type=float, default=0)
    parser.add_argument("--jitter-ms", type=float, default=0)
    parser.add_argument("--loss-percent", type=float, default=0)
    arguments = parser.parse_args()
    settings = {
        "delay-ms": arguments.delay_ms,
        "jitter-ms": arguments.jitter_ms,
        "loss-percent": arguments.loss_percent,
    }
    try:
        near, far = lay(arguments.name, arguments.subnet)
        print("ready", flush=True)
        carry(Wire(near, far, settings))
    except KeyboardInterrupt:
        pass
    finally:
        subprocess.run(["ip", "netns", "delete", arguments.name], check=False, capture_output=True)


if __name__ == "__main__":
    main()
