#!/bin/sh
# Shows that the package for arm64 judges as this machine does: replays sites with the package's own arm64 runtime and natives under
# qemu-aarch64-static, and with the source tree's launcher, and compares look by look: the same verdicts and alerts, scores
# within 1e-3 (same_looks.py says what exactly). Ends with one line of result; both replays stay in target/package/arm64.
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

mkdir -p "$work/arm64"
cp "$scratch/arm64.jsonl" "$scratch/here.jsonl" "$work/arm64/"
python3 "$tree/deploy/proof/same_looks.py" "$work/arm64/arm64.jsonl" "$work/arm64/here.jsonl" "$took"
