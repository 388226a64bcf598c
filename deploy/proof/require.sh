# Says what happens where QEMU, or what else a proof stands on, is not here. For scripts that source it.
#
#   require=qemu    in the environment: a proof that cannot be run is a failure (exit code 1) and not left out (0)
# shellcheck shell=sh

# needs PROGRAM PACKAGE...: leaves the proof out unless every program is on PATH; PACKAGE is where Debian has it.
needs() {
    while [ $# -gt 0 ]; do
        command -v "$1" >/dev/null || leave_out "$1 is not installed (Debian: apt install $2)"
        shift 2
    done
}

leave_out() {
    if [ "${require:-}" = qemu ]; then
        echo "$me: FAILED: $1, and require=qemu"
        exit 1
    fi
    echo "$me: LEFT OUT: $1"
    exit 0
}
