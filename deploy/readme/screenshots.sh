#!/bin/sh
# Takes the README's pictures of the operator's page: a demo, a headless Chromium, JPEG files of at most 150 kB beside this script.
# Usage: deploy/readme/screenshots.sh [PORT]
set -eu
port=${1:-8099}
here=$(cd "$(dirname "$0")" && pwd)
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || {
    echo "screenshots.sh: no Chromium is installed" >&2
    exit 1
}
command -v convert >/dev/null || {
    echo "screenshots.sh: convert (ImageMagick) is not installed" >&2
    exit 1
}
work=$(mktemp -d)
"$here/../tilewatch" demo --headless --page-port "$port" --state "$work/state" >"$work/demo.log" 2>&1 &
demo=$!
trap 'kill $demo 2>/dev/null || true; wait $demo 2>/dev/null || true; rm -rf "$work"' EXIT

# The demo goes on after its last look; then everything is on the page.
until grep -q 'Ctrl-C' "$work/demo.log"; do
    kill -0 $demo || { cat "$work/demo.log" >&2; exit 1; }
    sleep 1
done

# shoot NAME VIEW WIDTH HEIGHT SCHEME: SCHEME 0 is dark, 1 light
shoot() {
    "$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$work/profile" \
        --blink-settings=preferredColorScheme="$5" --window-size="$3,$4" --timeout=6000 \
        --screenshot="$work/$1.png" "http://127.0.0.1:$port/#$2" >"$work/browser.log" 2>&1
    convert "$work/$1.png" -strip -interlace Plane -quality 82 "$here/$1.jpg"
    bytes=$(wc -c <"$here/$1.jpg")
    echo "$1.jpg: $bytes bytes"
    [ "$bytes" -le 150000 ] || { echo "screenshots.sh: $1.jpg is over 150 kB" >&2; exit 1; }
}

# An alert of which much is to be seen: the largest that was confirmed.
event=$(curl -s "http://127.0.0.1:$port/api/alerts?status=confirmed&limit=200" |
    tr '{' '\n' | sed -n 's/.*"event":"\([^"]*\)".*"area_m2":\([0-9.]*\).*/\2 \1/p' | sort -rn | head -1 | cut -d' ' -f2)
shoot page-alerts "alerts/$event" 1280 900 1
shoot page-map "map/riverbend/$event" 1280 900 0
shoot page-coverage coverage 1280 640 1
shoot page-phone "alerts/$event" 500 1100 0
