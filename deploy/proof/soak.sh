#!/bin/sh
# Sends many small looks through a whole agent, its decoder's process included, while the broker is away, and prints one line: looks
# per second, and the resident memory of all processes in each tenth of the way. Exit code 0 if the last tenth is within 3 % of the
# second (from 20,000 looks on).
#
#   deploy/proof/soak.sh COUNT
set -eu

count=${1:?usage: deploy/proof/soak.sh COUNT}
tree=$(cd "$(dirname "$0")/../.." && pwd)
result=$tree/edge-agent/target/soak.txt

rm -f "$result"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! nice mvn -B -q -f "$tree/pom.xml" -pl edge-agent -Dformat.skip=true -Dtest=SoakTest -Dsurefire.failIfNoSpecifiedTests=false \
    "-Dtilewatch.soak.count=$count" test >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    [ ! -f "$result" ] || cat "$result"
    echo "soak: failed"
    exit 1
fi
cat "$result"
