#!/bin/sh
# The memory that large scenes take: a station runs on tiled and striped GeoTIFFs of EDGE x EDGE pixels, drawn for it, with a small site in
# their midst, with a site that covers them all, and with nine small ones. Prints a line for each: the peak of resident memory of agent and
# decoder together, and seconds per scene. Exit code 0 if all stay under 400 MB and the last look of every site was judged.
#
#   deploy/prove.sh scenes [EDGE...]    default: 6000 12000
#
# LOOKS (4) of each, the last one judged against the others. Nothing listens at PORT (23099), where the broker should be. Takes some
# minutes and 3 GB of TMPDIR. Needs gdal_translate, gdaltransform, python3.
set -eu

here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
me=scenes
. "$here/require.sh"
needs gdal_translate gdal-bin gdaltransform gdal-bin python3 python3
work=$(mktemp -d "${TMPDIR:-/tmp}/tilewatch-scenes-XXXXXX")
trap 'rm -rf "$work"' EXIT
"$here/../tilewatch" --version >/dev/null
[ $# -gt 0 ] || set -- 6000 12000
"$here/../tilewatch" simulate "$work/drawn" --story riverbend --looks 14 --seed 5 >/dev/null
# The first start after a build prepares later ones, which takes more memory than anything else.
"$here/../tilewatch" replay "$work/drawn" --out /dev/null 2>/dev/null
python3 "$here/scenes.py" "$here/../tilewatch" "$work" "${LOOKS:-4}" "${PORT:-23099}" "$@"
