#!/bin/sh
# Shows that a broker that is killed costs nothing: runs a station twice over the same images against mosquitto on this machine,
# once in peace and once with the broker killed (SIGKILL) for a while, and compares which alerts reached the subscriber.
#
#   deploy/proof/run.sh IMAGES [SECONDS]    IMAGES: georeferenced images with their STAC Items, NAME_TIME.tif; a folder per site
#                                           SECONDS: how long the broker stays away (default 60)
#
# Needs mosquitto, mosquitto_sub and python3. Leaves everything in a temporary folder, whose name it prints. Exit code 0 if equal.
set -eu

images=$(cd "$1" && pwd)
away=${2:-60}
tilewatch=$(cd "$(dirname "$0")/.." && pwd)/tilewatch
work=$(mktemp -d "${TMPDIR:-/tmp}/tilewatch-proof-XXXXXX")
port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
started=""

trap 'for each in $started; do kill "$each" 2>/dev/null || true; done' EXIT

broker() {
    mosquitto -c mosquitto.conf >>mosquitto.log 2>&1 &
    broker=$!
    started="$started $broker"
}

# The subscriber's session outlives the broker, so that what it misses is what the broker never had.
set_up() {
    mkdir -p "$1/inbox"
    cd "$1"
    printf '%s\n' "listener $port 127.0.0.1" "allow_anonymous true" "persistence true" "persistence_location $PWD/" \
        "autosave_on_changes true" "autosave_interval 1" "max_queued_messages 0" "user $(id -un)" >mosquitto.conf
    printf '%s\n' "station: { id: proof }" "inbox: { folder: inbox, quietPeriod: 1s }" "state: state" \
        "mqtt: { url: \"mqtt://127.0.0.1:$port\" }" "lamps: { driver: console }" >station.yaml
    broker
    sleep 1
    stdbuf -oL mosquitto_sub -V mqttv5 -p "$port" -q 1 -c -x 86400 -i analyst -F '%t %p' -t 'tilewatch/1/proof/alert/#' >alerts.txt &
    subscribers=$!
    stdbuf -oL mosquitto_sub -V mqttv5 -p "$port" -q 1 -c -x 86400 -i pictures -F '%t' -t 'tilewatch/1/proof/chip/#' >chips.txt &
    subscribers="$subscribers $!"
    "$tilewatch" run --config station.yaml >run.log 2>run.err &
    agent=$!
    started="$started $subscribers $agent"
}

# Lays the images into the inbox in order of acquisition, five a second.
feed() {
    while read -r file; do
        cp "${file%.tif}.json" "$file" inbox/
        sleep 0.2
    done
}

# Waits until the inbox is empty and ten seconds have brought no further alert.
settle() {
    while [ -n "$(find inbox -type f)" ]; do sleep 1; done
    before=-1
    while [ "$(wc -l <alerts.txt)" -gt "$before" ]; do
        before=$(wc -l <alerts.txt)
        sleep 10
    done
}

tear_down() {
    ps -o rss=,time= -p "$agent" | awk '{ print "  resident " int($1 / 1024) " MiB, processor time " $2 }'
    kill "$agent"
    wait "$agent" && echo "  ended with exit code 0"
    # shellcheck disable=SC2086 # two processes
    kill $subscribers "$broker"
    wait "$broker" || true
    sed -n 's/.*"id":"\([0-9a-f-]*\)","bbox".*/\1/p' alerts.txt | sort -u >ids.txt
    echo "  $(wc -l <alerts.txt) alerts under $(wc -l <ids.txt) ids, $(sort -u chips.txt | wc -l) chips"
}

find -L "$images" -name '*.tif' | awk -F_ '{ print $NF, $0 }' | sort | cut -d' ' -f2- >"$work/files"
first=$(($(wc -l <"$work/files") * 3 / 4))
echo "$(wc -l <"$work/files") images, in $work"

echo "in peace:"
set_up "$work/peace"
feed <"$work/files"
settle
tear_down

echo "broker away for $away s:"
set_up "$work/killed"
head -n "$first" "$work/files" | feed
kill -9 "$broker"
tail -n +"$((first + 1))" "$work/files" | feed &
feeding=$!
sleep "$away"
wait "$feeding"
echo "  meanwhile reached the subscriber: $(wc -l <alerts.txt) alerts"
broker
settle
tear_down

if cmp -s "$work/peace/ids.txt" "$work/killed/ids.txt"; then
    echo "the same alerts reached the subscriber"
else
    echo "not the same alerts: compare peace/ids.txt with killed/ids.txt"
    exit 1
fi
