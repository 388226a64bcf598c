#!/bin/sh
# How long a replay takes beside C++: its time, less what starting takes, against reading the same files with cv::imread alone and against the
# same chain in outline (calibration/bench/yardstick.cpp), with the system's own OpenCV. Files packed by deflate and by JPEG are told apart.
#
#   deploy/prove.sh yardstick [FOLDER [REPLAY-OPTION...]]    FOLDER: one folder of GeoTIFFs for each site
#
# PAIRS (9) interleaved runs of each, one thread; prints medians, quartiles and one line of result. FOLDER's default is ../shared/data/revisits.
# Needs g++, libopencv-dev, python3.
set -eu

here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
tree=$here/../..
me=yardstick
. "$here/require.sh"
needs g++ g++ pkg-config pkg-config python3 python3
pkg-config --exists opencv4 || leave_out "OpenCV for C++ is not installed (Debian: apt install libopencv-dev)"
folder=$tree/../shared/data/revisits
if [ $# -gt 0 ]; then
    folder=$1
    shift
fi
[ -d "$folder" ] || leave_out "no folder $folder"
work=$(mktemp -d "${TMPDIR:-/tmp}/tilewatch-yardstick-XXXXXX")
trap 'rm -rf "$work"' EXIT
# shellcheck disable=SC2046 # these are several words
g++ -O3 -std=c++17 -Wall -Wextra -Werror -o "$work/yardstick" "$tree/calibration/bench/yardstick.cpp" \
    $(pkg-config --cflags opencv4) -lopencv_imgcodecs -lopencv_imgproc -lopencv_core
python3 "$here/yardstick.py" "$here/../tilewatch" "$work" "${PAIRS:-9}" "$folder" "$@"
