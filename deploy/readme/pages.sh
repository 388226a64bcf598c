#!/bin/sh
# Takes the pictures of the operator's page and of the analysts' wall for the README, of two stations that run on this machine over
# simulated sites: deploy/readme/pages.sh [FOLDER]. Needs Maven, a JDK 25 and Chromium; ports 21810 to 21812 of loopback must be free.
set -eu

looks=16
page=21810
other=21811
broker=21812
tree=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
out=$(CDPATH='' cd -P -- "${1:-$tree/deploy/readme}" && pwd)
work=$(mktemp -d)
started=

end() {
    for process in $started; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap end EXIT
trap 'exit 1' INT TERM

cd "$tree"
mvn -q -B ${MAVEN_OPTIONS:-} -Pbrowser -pl edge-agent -Dformat.skip=true test-compile dependency:build-classpath \
    -Dmdep.includeScope=test -Dmdep.outputFile="$work/classpath" </dev/null

# The second station watches what the simulator draws with another seed.
deploy/tilewatch simulate --seed 11 --looks $looks "$work/looks" >/dev/null
mkdir "$work/inbox"
cat >"$work/station.yaml" <<END
station: { id: hill-02, name: Hill station }
inbox: { folder: inbox, quietPeriod: 0s, sidecarWait: 5s }
state: state
mqtt: { url: "mqtt://127.0.0.1:$broker" }
console: { listen: "127.0.0.1:$other" }
END
for look in "$work"/looks/*.tif; do
    cp "${look%.tif}.json" "$look" "$work/inbox/"
done

deploy/tilewatch demo --headless --looks $looks --page-port $page --mqtt-port $broker >"$work/demo.log" 2>&1 &
started="$started $!"
deploy/tilewatch run --config "$work/station.yaml" >"$work/run.log" 2>&1 &
started="$started $!"

java=java
for candidate in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    [ ! -x "$candidate/bin/javac" ] || ! grep -q '^JAVA_VERSION="2[5-9]' "$candidate/release" 2>/dev/null || java=$candidate/bin/java
done
cd edge-agent
"$java" -cp "target/test-classes:target/classes:$(cat "$work/classpath")" \
    org.tilewatch.edge.console.browser.ReadmePictures $page $other $broker $looks "$out" ||
    { tail -5 "$work/demo.log" "$work/run.log" >&2; exit 1; }
