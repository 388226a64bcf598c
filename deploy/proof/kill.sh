#!/bin/sh
# Kills a running agent (SIGKILL) again and again while images arrive, and now and then its broker too, then lets it finish, and asks:
# has every file come to one end, is every report acknowledged or still queued, did every alert keep its id?
#
#   deploy/prove.sh kill [KILLS]    kills that are wanted (default 500); about one in four takes the broker too
#
# Needs mosquitto, mosquitto_sub and python3; TILEWATCH names another tilewatch than that of the source tree, such as an installed one. Leaves its folder behind, and names it, if the promise was broken. The times of the kills are
# drawn anew on each run, from nothing to three times as long as the agent needs to start.
set -eu

kills=${1:-500}
port=${TILEWATCH_PROOF_PORT:-$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')}
here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
tilewatch=${TILEWATCH:-$here/../tilewatch}
work=$(mktemp -d "${TMPDIR:-/tmp}/tilewatch-kill-XXXXXX")
agent= broker= subscriber=
trap end_all EXIT

# The loop that restarts the subscriber goes first, then the subscriber that it started last.
end_all() {
    for each in $agent $broker $subscriber $(cat "$work/sub.pid" 2>/dev/null); do
        kill -9 "$each" 2>/dev/null || true
    done
}
cd "$work"

start_broker() {
    mosquitto -c mosquitto.conf >>mosquitto.log 2>&1 &
    broker=$!
}

start_agent() {
    "$tilewatch" run --config station.yaml >>run.log 2>>run.err &
    agent=$!
}

stop() {
    kill "-$2" "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}

now() {
    python3 -c 'import time; print(time.monotonic())'
}

# A number of seconds from 0 to $1.
some_seconds() {
    python3 -c "import random; print('%.2f' % random.uniform(0, $1))"
}

# Lays the next image into the inbox, complete at once.
feed() {
    [ "$fed" -lt "$images" ] || return 0
    fed=$((fed + 1))
    file=$(sed -n "${fed}p" files)
    site=$(basename "$(dirname "$file")")
    mkdir -p "inbox/$site"
    cp "$file" "inbox/$site/.next"
    touch -d '1 minute ago' "inbox/$site/.next"
    mv "inbox/$site/.next" "inbox/$site/$(basename "$file")"
}

for seed in 1 2 3 4 5; do
    "$tilewatch" simulate "drawn/$seed" --looks 16 --seed "$seed" >/dev/null 2>&1
    # Without its STAC Item an image belongs to the site that its folder names.
    find "drawn/$seed" -name '*.json' -delete
    mkdir -p "images/site$seed"
    find "drawn/$seed" -name '*.tif' -exec mv {} "images/site$seed/" ';'
done
rm -r drawn
find images -name '*.tif' | awk -F_ '{ print $NF, $0 }' | sort | cut -d' ' -f2- >files
images=$(wc -l <files)
fed=0

printf '%s\n' "listener $port 127.0.0.1" "allow_anonymous true" "persistence true" "persistence_location $PWD/" \
    "autosave_on_changes true" "autosave_interval 1" "max_queued_messages 0" "user $(id -un)" >mosquitto.conf
printf '%s\n' "station: { id: proof }" "inbox: { folder: inbox, quietPeriod: 1s, sidecarWait: 0s }" "state: state" \
    "mqtt: { url: \"mqtt://127.0.0.1:$port\" }" >station.yaml
mkdir -p inbox
start_broker
sleep 1
# Lives through the broker's deaths: its session is kept, and it connects again by itself.
(while :; do
    stdbuf -oL mosquitto_sub -V mqttv5 -p "$port" -q 1 -c -x 86400 -i analyst -F '%t %p' -t 'tilewatch/1/proof/alert/#' &
    echo $! >sub.pid
    wait $! || true
    sleep 0.2
done) >alerts.txt 2>/dev/null &
subscriber=$!

# The first start may build and prepare; how long a start takes is told by the second.
start_agent
while ! grep -q ' broker ' run.log; do sleep 0.1; done
stop "$agent" TERM
: >run.log
feed
begun=$(now)
start_agent
while ! grep -q ' broker ' run.log; do sleep 0.1; done
longest=$(python3 -c "print(3 * ($(now) - $begun))")
started=$(date +%s)
killed=0 brokers=0
while [ "$killed" -lt "$kills" ]; do
    sleep "$(some_seconds "$longest")"
    if [ $((killed % 4)) -eq 3 ]; then
        stop "$broker" 9
        brokers=$((brokers + 1))
    fi
    stop "$agent" 9
    killed=$((killed + 1))
    if [ $((killed * images / kills)) -ge "$fed" ]; then feed; fi
    if [ $((killed % 4)) -eq 0 ]; then start_broker; fi
    start_agent
done
while [ "$fed" -lt "$images" ]; do feed; done

# In peace, until nothing is left to do.
waited=0
while [ -n "$(find inbox -type f ! -name '.*')" ] ||
    ! "$tilewatch" queue list --state state --json | grep -q '"waiting":0,'; do
    sleep 2
    waited=$((waited + 1))
    [ "$waited" -lt 300 ] || break
done
sleep 3
stop "$agent" TERM
seconds=$(($(date +%s) - started))

python3 - "$killed" "$brokers" "$images" "$seconds" <<'CHECK' || { echo "kept: $work"; exit 1; }
import collections, glob, hashlib, json, sqlite3, sys

killed, brokers, images, seconds = map(int, sys.argv[1:])
broken = []
store = sqlite3.connect("file:state/tilewatch.db?mode=ro", uri=True)
fed = {hashlib.sha256(open(name.strip(), "rb").read()).hexdigest() for name in open("files")}
ends = dict(store.execute("SELECT sha256, coalesce(verdict, outcome) FROM file WHERE settled IS NOT NULL"))
verdicts = collections.Counter(ends[each] for each in fed if each in ends)
for each in fed - set(ends):
    broken.append("no end of file " + each)
kept = [hashlib.sha256(open(name, "rb").read()).hexdigest()
        for name in glob.glob("state/kept/**/*.tif", recursive=True) + glob.glob("state/quarantine/*.tif")]
if sorted(kept) != sorted(fed):
    broken.append("%d files came in, %d lie in kept and quarantine" % (len(fed), len(kept)))
reports = {row[0]: row[1:] for row in store.execute("SELECT alert_id, event_id, revision, state FROM report")}
states = collections.Counter(row[2] for row in reports.values())
if set(states) - {"ACKNOWLEDGED", "WAITING"}:
    broken.append("reports in the states %s" % dict(states))
for event, revisions, highest, told in store.execute(
        "SELECT event.id, count(alert_id), max(report.revision), event.revision FROM event LEFT JOIN report"
        " ON event_id = event.id GROUP BY event.id"):
    if told != revisions or (told and highest != told):
        broken.append("event %s: revision %d, but %d reports" % (event, told, revisions))
received = collections.Counter()
ids = {}
for line in open("alerts.txt", errors="replace"):
    try:
        alert = json.loads(line.split(" ", 1)[1])
    except (IndexError, ValueError):
        continue
    received[alert["id"]] += 1
    key = (alert["properties"]["tw:event"], alert["properties"]["tw:revision"])
    if ids.setdefault(key, alert["id"]) != alert["id"]:
        broken.append("%s came under two ids" % (key,))
for each in set(received) - set(reports):
    broken.append("alert %s is of no report" % each)
lost = {each for each, row in reports.items() if row[2] == "ACKNOWLEDGED"} - set(received)
if len(lost) > brokers:
    broken.append("%d acknowledged alerts never came" % len(lost))
for each in broken[:20]:
    print(each)
print("kill: %d kills of the agent, %d of them with the broker, in %d s: %d of %d files with one end (%s), %d reports (%s), 0 under two ids, "
      "%d alerts received, %d of them again, %d acknowledged by a broker that lost them when it was killed; %d broken promises"
      % (killed, brokers, seconds, len([each for each in fed if each in ends]), images,
         ", ".join("%s %d" % each for each in sorted(verdicts.items())), len(reports),
         ", ".join("%s %d" % (name.lower(), count) for name, count in states.items()),
         len(received), sum(received.values()) - len(received), len(lost), len(broken)))
sys.exit(1 if broken else 0)
CHECK
end_all
cd / && rm -rf "$work"
