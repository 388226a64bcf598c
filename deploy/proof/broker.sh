#!/bin/sh
# The link against a mosquitto of this machine: a backlog is drained in order, and after outages the station is back soon. Prints one
# line. The byte-exact scripts, which need no broker, are tests of edge-agent (org.tilewatch.edge.publish) and run in 'mvn verify'.
#
#   deploy/prove.sh broker [ALERTS [OUTAGE...]]    queued alerts (default 50000); seconds of each outage (default: 40 from 0.2 to 20)
#
# PORT (21100) is where the broker listens, on loopback.
set -eu

alerts=${1:-50000}
[ $# = 0 ] || shift
if [ $# = 0 ]; then
    set -- 0.2 0.5 1 2 3 4 5 7 10 20 0.2 0.5 1 2 3 4 5 7 10 20 0.3 0.6 1.1 2.2 3.3 4.4 5.5 6 8 9 0.4 0.7 1.3 2.5 3.5 4.5 5.3 6.5 8.5 9.5
fi
command -v mosquitto >/dev/null || [ -x /usr/sbin/mosquitto ] || { echo "broker: mosquitto is not installed" >&2; exit 2; }
here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/tilewatch-broker-XXXXXX")
trap 'rm -rf "$work"' EXIT
sh "$here/java.sh" org.tilewatch.edge.publish.BrokerProof "$work" "${PORT:-21100}" "$alerts" "$@" 2>"$work/log" || {
    code=$?
    tail -n 20 "$work/log" >&2
    exit $code
}
