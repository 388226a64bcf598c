"""Runs replay, imread alone and the chain in turn: yardstick.py TILEWATCH WORK PAIRS FOLDER [REPLAY-OPTION...]. See yardstick.sh."""
import os, shutil, statistics, struct, subprocess, sys, time, zlib

PACKED = {7: "jpeg", 8: "deflate", 32946: "deflate"}


def packing(file):
    """What the pixels of a TIFF are packed by (tag 259 of its first directory); None for what is neither deflate nor JPEG."""
    with open(file, "rb") as tiff:
        head = tiff.read(8)
        order = {b"II": "<", b"MM": ">"}.get(head[:2])
        if order is None or struct.unpack(order + "H", head[2:4])[0] != 42:
            return None
        tiff.seek(struct.unpack(order + "I", head[4:])[0])
        for _ in range(struct.unpack(order + "H", tiff.read(2))[0]):
            entry = tiff.read(12)
            if struct.unpack(order + "H", entry[:2])[0] == 259:
                return PACKED.get(struct.unpack(order + "H", entry[8:10])[0])
    return None


def copied(folder, work):
    """Copies the sites to a folder for each packing; sites of mixed packing are left out. Names of folders by packing."""
    found = {}
    for site in sorted(os.listdir(folder)):
        whole = os.path.join(folder, site)
        tiffs = [n for n in os.listdir(whole) if n.endswith((".tif", ".tiff"))] if os.path.isdir(whole) else []
        kinds = {packing(os.path.join(whole, name)) for name in tiffs}
        if len(kinds) == 1 and None not in kinds:
            kind = kinds.pop()
            found[kind] = os.path.join(work, kind)
            shutil.copytree(whole, os.path.join(work, kind, site))
    return found


def tiny(folder):
    """One look of 64 x 64 grey pixels, for a replay that does little but start."""
    os.makedirs(folder)
    chunk = lambda name, data: struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    rows = b"".join(b"\0" + bytes((x * y) % 251 for x in range(64)) for y in range(64))
    with open(os.path.join(folder, "tiny_20260101T000000Z.png"), "wb") as png:
        png.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)))
        png.write(chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def replay(command, folder, options):
    """Wall and processor seconds of a replay, all its threads and the launcher included."""
    start = time.monotonic()
    child = subprocess.Popen([command, "replay", folder, "--out", os.devnull, *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read().decode()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit("yardstick: FAILED: replay ended with %d: %s" % (child.returncode, said))
    return time.monotonic() - start, used.ru_utime + used.ru_stime


def native(work, what, arguments):
    """Wall and processor seconds of the C++ program from the beginning of its main, then looks and megapixels."""
    said = subprocess.run([os.path.join(work, "yardstick"), what, *arguments], check=True, stdout=subprocess.PIPE).stdout.split()
    return (float(said[0]), float(said[1])), int(said[2]), float(said[3])


def told(name, values, unit=""):
    low, middle, high = statistics.quantiles(values, n=4) if len(values) > 1 else values * 3
    return "%s %.2f%s (%.2f - %.2f)" % (name, middle, unit, low, high)


def measure(command, work, kind, folder, pairs, options):
    sites = sorted(os.path.join(folder, site) for site in os.listdir(folder))
    files = sorted(os.path.join(site, name) for site in sites for name in os.listdir(site) if name.endswith((".tif", ".tiff")))
    empty = os.path.join(work, "tiny")
    replay(command, folder, options)  # the first one finds neither files nor classes in memory
    runs = {"start-up": [], "imread": [], "chain": [], "replay less start-up": []}
    for _ in range(pairs):
        start = replay(command, empty, options)
        alone, looks, megapixels = native(work, "decode", files)
        chain, _, _ = native(work, "chain", sites)
        whole = replay(command, folder, options)
        runs["start-up"].append(start)
        runs["imread"].append(alone)
        runs["chain"].append(chain)
        runs["replay less start-up"].append(tuple(w - s for w, s in zip(whole, start)))
    print("%s: %d sites, %d looks, %.1f megapixels, %d pairs" % (kind, len(sites), looks, megapixels, pairs))
    for name, values in runs.items():
        wall, processor = ([value[i] for value in values] for i in (0, 1))
        print("  %-22s%s;%s; %.1f ns/pixel" % (name, told("", wall, " s"), told(" processor", processor, " s"),
                                             statistics.median(processor) / megapixels * 1000))
    ratios = {}
    for other in ("imread", "chain"):
        ratios[other] = [[r[i] / o[i] for r, o in zip(runs["replay less start-up"], runs[other])] for i in (0, 1)]
        print("  %-22s%s;%s" % ("times " + other, told("", ratios[other][0]), told(" processor", ratios[other][1])))
    return {other: tuple(statistics.median(values) for values in both) for other, both in ratios.items()}


def main():
    command, work, pairs, folder, options = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4], sys.argv[5:]
    folders = copied(folder, work)
    if not folders:
        sys.exit("yardstick: FAILED: no folder below %s holds GeoTIFFs of one packing, deflate or JPEG" % folder)
    tiny(os.path.join(work, "tiny"))
    before = os.getloadavg()[0]
    results = ["%s %.2f times imread, %.2f times the chain (of the processor's time %.2f and %.2f)"
               % (kind, found["imread"][0], found["chain"][0], found["imread"][1], found["chain"][1])
               for kind, found in ((kind, measure(command, work, kind, folders[kind], pairs, options)) for kind in sorted(folders))]
    print("yardstick: %s; load %.1f to %.1f on %d cores" % ("; ".join(results), before, os.getloadavg()[0], os.cpu_count()))


main()
