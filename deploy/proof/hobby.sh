#!/bin/sh
# A station at home from init to its alerts: drawn passes of thirty days, as SatDump writes them, come into the inbox of a station that
# 'init --profile hobby' set up, beside a mosquitto that was there before; cut off, foreign and hostile folders come among them.
# Prints one line: seconds from init to the first alert at a subscriber, what was told, how far areas are off, false alerts.
#
#   deploy/prove.sh hobby [SEED...]    stories to draw (default 1); all must hold
#
# PORT (23100) is where the broker listens, PORT + 1 the page, on loopback. Of what init writes only the page's port and
# inbox.passWait (90 s instead of 15 min, so that the bad folders' end is seen) are changed. Needs mosquitto, mosquitto_sub, python3.
set -eu

here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
me=hobby
. "$here/require.sh"
PATH=$PATH:/usr/sbin
needs mosquitto mosquitto mosquitto_sub mosquitto-clients python3 python3
tilewatch=$here/../tilewatch
port=${PORT:-23100}
work=$(mktemp -d "${TMPDIR:-/tmp}/tilewatch-hobby-XXXXXX")
started=""
trap 'for each in $started; do kill "$each" 2>/dev/null || true; done; rm -rf "$work"' EXIT
"$tilewatch" --version >/dev/null

bad_folders() { # RECEIVED: a pass that is whole
    for name in no_dataset cut_cbor cut_image unprojected escape link; do cp -r "$1" "$work/bad/$name"; done
    rm "$work/bad/no_dataset/dataset.json"
    truncate -s -200 "$work/bad/cut_cbor/AVHRR/product.cbor"
    truncate -s -9000 "$work/bad/cut_image/AVHRR/channel_2_projected.tif"
    rm "$work"/bad/unprojected/AVHRR/*_projected.tif
    sed -i 's|"AVHRR"|"../../../../etc"|' "$work/bad/escape/dataset.json"
    ln -sf /etc/hostname "$work/bad/link/AVHRR/product.cbor"
    mkdir "$work/bad/foreign"
    echo 'eggs, milk' >"$work/bad/foreign/shopping.txt"
}

told() { # STATION: how many bad folders lie in quarantine
    find "$1/state/quarantine" -name '*.reason.json' 2>/dev/null | wc -l
}

story() { # SEED
    mkdir -p "$work/received" "$work/bad"
    "$tilewatch" simulate "$work/received" --story hobby --seed "$1" >/dev/null
    mv "$work/received/truth.json" "$work/truth.json"
    bad_folders "$work/received/$(ls "$work/received" | head -n 1)"
    printf '%s\n' "listener $port 127.0.0.1" "allow_anonymous true" "user $(id -un)" >"$work/mosquitto.conf"
    mosquitto -c "$work/mosquitto.conf" >"$work/mosquitto.log" 2>&1 &
    started="$started $!"
    begin=$(date +%s)
    mkdir "$work/station"
    cd "$work/station"
    "$tilewatch" init --profile hobby --yes --name Roof --place 60,25 --broker "mqtt://127.0.0.1:$port" >/dev/null
    sed -i -e "s/:8090/:$((port + 1))/" -e 's/satdump: true/satdump: true, passWait: 90s/' station.yaml
    stdbuf -oL mosquitto_sub -V mqttv5 -p "$port" -q 1 -F '%U %t %p' -t 'tilewatch/1/+/alert/#' >../alerts.txt &
    started="$started $!"
    stdbuf -oL mosquitto_sub -V mqttv5 -p "$port" -q 1 -F '%U %t %l' -t 'tilewatch/1/+/chip/#' >../chips.txt &
    started="$started $!"
    "$tilewatch" run --config station.yaml >../run.log 2>&1 &
    agent=$!
    started="$started $agent"
    mkdir -p inbox
    mv "$work"/bad/* inbox/
    for pass in "$work"/received/*; do mv "$pass" inbox/; done
    waited=0
    while [ "$(ls inbox | wc -l)" -gt 0 ] && [ "$waited" -lt 300 ]; do
        sleep 1
        waited=$((waited + 1))
    done
    sleep 3
    kill "$agent"
    wait "$agent" || true
    left=$(ls inbox | wc -l)
    python3 "$here/hobby.py" "$1" "$begin" "$work" "$left"
}

if [ $# = 0 ]; then set -- 1; fi
for seed in "$@"; do
    story "$seed" || { tail -n 20 "$work/run.log" >&2; exit 1; }
    for each in $started; do kill "$each" 2>/dev/null || true; done
    started=""
    cd /
    rm -rf "${work:?}"/*
    port=$((port + 2))
done
