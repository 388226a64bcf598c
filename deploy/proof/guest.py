"""Runs a QEMU guest and looks into it from outside, for the proofs of the pins.

    guest.py CONSOLE SECONDS [--watch NAME] -- QEMU [ARGUMENT...]

Starts QEMU with a monitor on a socket, waits until CONSOLE (the file of its serial port) holds the line 'PROOF end', at most SECONDS.
With --watch bcm2837 it reads the levels of GPIO0 to 31 (register GPLEV0 at 0x3f200034) from the monitor while the agent in the
guest holds its lamps, that is between the lines 'PROOF lamps' and 'PROOF stopping' and again after 'PROOF stopped', and prints
what it saw of GPIO17 as one JSON object.
"""

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time

LEVELS = "xp /1wx 0x3f200034"


def monitor(path):
    for _ in range(100):
        try:
            link = socket.socket(socket.AF_UNIX)
            link.connect(path)
            link.settimeout(10)
            answer(link)
            return link
        except OSError:
            time.sleep(0.1)
    sys.exit("the monitor of QEMU does not answer")


def answer(link):
    text = b""
    while not text.endswith(b"(qemu) "):
        part = link.recv(4096)
        if not part:
            raise OSError("QEMU is gone")
        text += part
    return text.decode(errors="replace")


def ask(link, line):
    link.sendall(line.encode() + b"\n")
    return answer(link)


def console(path):
    try:
        with open(path, errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def main():
    split = sys.argv.index("--")
    path, seconds = sys.argv[1], float(sys.argv[2])
    watch = "--watch" in sys.argv[:split]
    with tempfile.TemporaryDirectory() as folder:
        link_path = os.path.join(folder, "monitor")
        qemu = subprocess.Popen([*sys.argv[split + 1 :], "-monitor", f"unix:{link_path},server,nowait"], stdin=subprocess.DEVNULL)
        try:
            seen = follow(qemu, monitor(link_path), path, time.monotonic() + seconds, watch)
        finally:
            qemu.kill()
            qemu.wait()
    if watch:
        print(json.dumps(seen))
    sys.exit(0 if "PROOF end" in console(path) else 1)


def follow(qemu, link, path, until, watch):
    """Samples the pin ten times a second while it is held; the guest's own words say when."""
    held, after = [], []
    while time.monotonic() < until and qemu.poll() is None:
        text = console(path)
        if "PROOF end" in text:
            break
        if watch and "PROOF lamps" in text:
            found = re.search(r"3f200034: 0x([0-9a-f]{8})", ask(link, LEVELS))
            level = int(found.group(1), 16) >> 17 & 1 if found else None
            if "PROOF stopped" in text:
                after.append(level)
            elif "PROOF stopping" not in text:
                held.append(level)
        time.sleep(0.1)
    changes = sum(a != b for a, b in zip(held, held[1:]))
    return {"samples": len(held), "high": held.count(1), "low": held.count(0), "changes": changes, "after": sorted(set(after))}


main()
