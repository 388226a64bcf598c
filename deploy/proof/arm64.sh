#!/bin/sh
# Shows that the package for arm64 judges as this machine does: replays sites with the package's own arm64 runtime and natives under
# qemu-aarch64-static, and with the source tree's launcher, and compares look by look: the same verdicts and objects, scores and
# areas within 1e-3. Ends with one line of result.
#
#   deploy/proof/arm64.sh [FOLDER...]    folders of images, each a site (default: two sites of ../shared/data/revisits)
#
#   require=qemu    in the environment: a failure, not left out, where it cannot be run
set -eu

me=arm64
tree=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
work=$tree/target/package
. "$tree/deploy/package/debian.sh"
. "$tree/deploy/proof/require.sh"

needs qemu-aarch64-static qemu-user-static dpkg-deb dpkg python3 python3
if [ $# -eq 0 ]; then
    sites=$tree/../shared/data/revisits
    set -- "$sites/site000" "$sites/site007"
    [ -d "$1" ] || leave_out "no images: $1 is not here; name folders"
fi
package=$work/tilewatch_$(sed -n 's/^version=//p' "$tree/deploy/tilewatch")_arm64.deb
[ -f "$package" ] || "$tree/deploy/package.sh" arm64

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
root=$scratch/root
unpack arm64 "$root" libc6 libgcc-s1 libstdc++6 zlib1g
dpkg-deb --fsys-tarfile "$package" | tar -C "$root" -x --keep-directory-symlink
mkdir "$scratch/sites"
for folder in "$@"; do
    cp -rL "$folder" "$scratch/sites/"
done

# Debian 13 has /lib as a link, which the loader's own path needs as QEMU looks for it.
[ -e "$root/lib" ] || ln -s usr/lib "$root/lib"
installed=$root/usr/lib/tilewatch
classpath=$(find "$installed/app" -name '*.jar' | sort | tr '\n' ':')
say "replaying $# sites with the arm64 package, emulated: some minutes..."
begun=$(date +%s)
nice -n 5 qemu-aarch64-static -L "$root" "$installed/runtime/bin/java" -XX:+UseSerialGC -Xmx256m --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow "-Dtilewatch.natives=$installed/natives" "-Dorg.sqlite.lib.path=$installed/natives" \
    -Dorg.sqlite.lib.name=libsqlitejdbc.so -cp "$classpath" org.tilewatch.edge.TilewatchCommand \
    replay "$scratch/sites" --no-timing --out "$scratch/arm64.jsonl" 2>"$scratch/arm64.log" </dev/null ||
    { cat "$scratch/arm64.log" >&2; echo "arm64: FAILED: the replay under qemu-aarch64-static ended with $?"; exit 1; }
took=$(($(date +%s) - begun))
nice -n 5 "$tree/deploy/tilewatch" replay "$scratch/sites" --no-timing --out "$scratch/here.jsonl" 2>"$scratch/here.log" </dev/null ||
    { cat "$scratch/here.log" >&2; echo "arm64: FAILED: the replay on this machine"; exit 1; }

python3 - "$scratch/arm64.jsonl" "$scratch/here.jsonl" "$took" "$(uname -m)" "$*" <<'END'
import json
import sys

mine, other, took, machine, folders = sys.argv[1:]
looks = [[json.loads(line) for line in open(name)] for name in (mine, other)]
differences = []
furthest = area = 0.0
objects = alerts = 0


def differ(what, a, b):
    if a != b:
        differences.append(f"{what}: {a} on arm64, {b} on {machine}")


differ("number of looks", len(looks[0]), len(looks[1]))
for a, b in zip(*looks):
    name = a["source"]
    for field in ("source", "verdict", "reason"):
        differ(f"{name} {field}", a[field], b[field])
    furthest = max(furthest, abs((a["score"] or 0) - (b["score"] or 0)))
    there = {each["id"]: each for each in b["objects"]}
    differ(f"{name} objects", sorted(each["id"] for each in a["objects"]), sorted(there))
    for each in a["objects"]:
        twin = there.get(each["id"])
        if twin is None:
            continue
        objects += 1
        alerts += each["alert"]
        for field in ("status", "alert", "polarity", "kind"):
            differ(f"{name} {each['id']} {field}", each[field], twin[field])
        furthest = max(furthest, abs(each["score"] - twin["score"]))
        area = max(area, abs(each["area_m2"] - twin["area_m2"]) / max(1.0, twin["area_m2"]))
if furthest > 1e-3:
    differences.append(f"scores differ by {furthest:.6f}")
if area > 1e-3:
    differences.append(f"areas differ by a share of {area:.6f}")
for each in differences[:20]:
    print(each, file=sys.stderr)
same = sum(a == b for a, b in zip(*looks))
print(
    f"arm64: {'FAILED, ' + str(len(differences)) + ' differences' if differences else 'passed'}: {len(looks[0])} looks of"
    f" {len(folders.split())} sites, {objects} objects, {alerts} of them alerts; largest difference of a score {furthest:.1e},"
    f" of an area {area:.1e}; {same} looks equal in every field; {took} s under qemu-aarch64-static"
)
sys.exit(bool(differences))
END
