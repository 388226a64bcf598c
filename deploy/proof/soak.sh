#!/bin/sh
# Sends many small looks through a whole agent, its decoder's process included, and prints one line: looks per second, and the resident
# memory of all its processes in each tenth of the way. Exit code 0 if the last tenth is within 3 % of the second (from 20,000 looks on).
#
#   deploy/prove.sh soak COUNT [SECONDS]    SECONDS: ends after so long, whatever the count; the line says how many there were
#
# Where mosquitto is installed the reports go to one on loopback (PORT, 21120); else the broker is one that is away. The agent has the
# launcher's settings for memory. Scratch space in memory (/dev/shm) spares the disk; a look there is a few kilobytes that stay.
set -eu

count=${1:?usage: deploy/prove.sh soak COUNT [SECONDS]}
port=${PORT:-21120}
here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)/tilewatch-soak-XXXXXX")
broker=
trap '[ -z "$broker" ] || kill "$broker" 2>/dev/null || true; rm -rf "$work"' EXIT

PATH=$PATH:/usr/sbin
if command -v mosquitto >/dev/null; then
    printf '%s\n' "listener $port 127.0.0.1" "allow_anonymous true" >"$work/mosquitto.conf"
    mosquitto -c "$work/mosquitto.conf" >"$work/mosquitto.log" 2>&1 &
    broker=$!
fi
export MALLOC_MMAP_THRESHOLD_=33554432 MALLOC_TRIM_THRESHOLD_=536870912 MALLOC_ARENA_MAX=1
TILEWATCH_JAVA_OPTS="-Xms8m -Xmx96m ${TILEWATCH_JAVA_OPTS:-}" \
    nice sh "$here/java.sh" org.tilewatch.edge.soak.Soak "$work" "$count" "mqtt://127.0.0.1:$port" "${2:-1000000}" 2>"$work/log" || {
    code=$?
    grep -v '^INFO' "$work/log" | tail -n 20 >&2
    echo "soak: failed" >&2
    exit $code
}
