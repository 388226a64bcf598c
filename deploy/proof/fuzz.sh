#!/bin/sh
# Feeds mutated images, sidecars, configurations and sites files through the station's own pipeline, its decoder's process included,
# and prints one line: how many inputs, what became of them, the slowest. Exit code 0 if the agent's process lived through all.
#
#   deploy/proof/fuzz.sh COUNT [FOLDER]    FOLDER: further images (.tif, .png, .jpg, .jp2 below 1 MiB) to be mutated beside drawn ones
#
# TILEWATCH_FUZZ_FROM: number of the first input (default 0); the same number is always the same input. TILEWATCH_FUZZ_SECONDS: ends
# after so long, whatever the count; the line says how many there were.
set -eu

count=${1:?usage: deploy/proof/fuzz.sh COUNT [FOLDER]}
tree=$(cd "$(dirname "$0")/../.." && pwd)
folder=${2:+$(cd "$2" && pwd)}
result=$tree/edge-agent/target/fuzz.txt

rm -f "$result"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! nice mvn -B -q -f "$tree/pom.xml" -pl edge-agent -Dformat.skip=true -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
    "-Dtilewatch.fuzz.count=$count" "-Dtilewatch.fuzz.from=${TILEWATCH_FUZZ_FROM:-0}" "-Dtilewatch.fuzz.folder=$folder" \
    "-Dtilewatch.fuzz.seconds=${TILEWATCH_FUZZ_SECONDS:-1000000}" \
    test >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    [ ! -f "$result" ] || cat "$result"
    echo "fuzz: failed"
    exit 1
fi
cat "$result"
