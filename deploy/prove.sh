#!/bin/sh
# The long proofs of what the agent promises. Each prints one line of result at its end and exits with 0 if the promise held.
#
#   deploy/prove.sh crash [STATES]    the store after a kill or power cut anywhere, torn sectors included (default 15000)
#   deploy/prove.sh kill [KILLS]      kill -9 of a running agent and of its broker while looks arrive (default 500)
#   deploy/prove.sh fuzz [INPUTS]     mutated images and documents
#   deploy/prove.sh soak [TILES]      many looks, memory flat
#   deploy/prove.sh broker            scripted brokers, mosquitto, an embedded one
#   deploy/prove.sh raspberry         the arm64 package's lamps on the pins of an emulated Raspberry Pi 3B
#   deploy/prove.sh gpiosim           lamps, buzzer and button of the amd64 package on the kernel's simulated pins
#   deploy/prove.sh arm64 [FOLDER...] the arm64 package's replay, emulated, judges as this machine does
#   deploy/prove.sh metrics [FIGURES] what Prometheus makes of rules, dashboard and figures
#   deploy/prove.sh scenes [EDGE...] memory that scenes of 12,000 x 12,000 pixels take, tiled and striped
#   deploy/prove.sh yardstick [FOLDER]  how long a replay takes beside C++ with the system's OpenCV
#   deploy/prove.sh hobby [SEED...]   a station at home from init to its alerts, with drawn passes of SatDump and a mosquitto
#
# Each proof is a script of its name in deploy/proof, which says what it needs. The fast versions are part of 'mvn verify'.
set -eu

here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
proof=$here/proof/${1:-}.sh
case ${1:-} in
    crash | kill | fuzz | soak | broker | raspberry | gpiosim | arm64 | metrics | hobby | scenes | yardstick) ;;
    *) proof= ;;
esac
if [ -z "$proof" ] || [ ! -f "$proof" ]; then
    sed -n 's/^#   //p' "$0" >&2
    exit 2
fi
shift
exec sh "$proof" "$@"
