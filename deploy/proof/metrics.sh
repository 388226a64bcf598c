#!/bin/sh
# Whether Prometheus understands what is in deploy/: its rules, every expression of the Grafana dashboard, and the figures of a station.
#
#   deploy/proof/metrics.sh [FIGURES]    FIGURES: what a station's /metrics answered, or its topic metrics; left out if not given
#
# Needs promtool (Debian: prometheus; PROMTOOL names another place) and python3. Exit code 0 if all is understood.
set -eu

tree=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
promtool=${PROMTOOL:-promtool}
command -v "$promtool" >/dev/null || { echo "metrics: promtool is not installed" >&2; exit 2; }
work=$(mktemp -d "${TMPDIR:-/tmp}/tilewatch-metrics-XXXXXX")
trap 'rm -rf "$work"' EXIT

"$promtool" check rules "$tree/deploy/prometheus/tilewatch-alerts.yml" >"$work/said" || { cat "$work/said" >&2; exit 1; }
rules=$(sed -n 's/.*SUCCESS: \([0-9]*\) rules.*/\1/p' "$work/said")

# A dashboard's expressions as rules, so that the same parser reads them; its variables stand for any instance.
python3 - "$tree/deploy/grafana/tilewatch-stations.json" >"$work/dashboard.yml" <<'PY'
import json, sys
panels = json.load(open(sys.argv[1]))["panels"]
targets = [t["expr"] for p in panels for t in p.get("targets", [])]
rules = [{"record": "panel:%d" % i, "expr": e.replace("$instance", ".*")} for i, e in enumerate(targets)]
json.dump({"groups": [{"name": "dashboard", "rules": rules}]}, sys.stdout)
PY
"$promtool" check rules "$work/dashboard.yml" >"$work/said" || { cat "$work/said" >&2; exit 1; }
expressions=$(sed -n 's/.*SUCCESS: \([0-9]*\) rules.*/\1/p' "$work/said")

figures=
if [ $# -gt 0 ]; then
    "$promtool" check metrics <"$1" || exit 1
    figures=", $(grep -c '^# TYPE' "$1") series of a station without a complaint"
fi
echo "metrics: held: $rules rules, $expressions expressions of the dashboard$figures"
