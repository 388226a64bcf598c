#!/bin/sh
# Traces the system calls of a run of the store, SQLite's own files included, and opens what a kill or power cut at every one of them
# could have left: unforced writes torn in sectors of 512 bytes, unforced names lost. Fails if any promise is broken.
#
#   deploy/prove.sh crash [STATES]    distinct states that are wanted (default 15000)
#
# Needs strace; scratch space in memory (/dev/shm) makes it quick. As root it also runs a small disk full in the middle of looks.
set -eu

wanted=${1:-15000}
here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/tilewatch-crash-XXXXXX")
scratch=$(mktemp -d "$([ -w /dev/shm ] && echo /dev/shm || echo /tmp)/tilewatch-crash-XXXXXX")
trap 'umount "$work/small" 2>/dev/null || true; rm -rf "$work" "$scratch"' EXIT

mkdir "$work/small"
if mount -t tmpfs -o size=12m tmpfs "$work/small" 2>/dev/null; then
    sh "$here/java.sh" org.tilewatch.edge.proof.FullDisk "$work/small"
fi

# One look after the other, over several lives of the process; each second one is halted without closing the store.
lives="0 7 halt
7 30 close
30 31 halt
31 60 halt
60 90 close"
looks=90
run=org.tilewatch.edge.proof.Workload
sh "$here/java.sh" "$run" "$work/warm" "$work/warm.claims" 0 1 close 2>/dev/null # builds what is missing, untraced
mkdir "$work/state"
echo "$lives" | while read -r from to end; do
    strace -f -y -xx -s 2000000 --seccomp-bpf -A -o "$work/trace" \
        -e trace=openat,write,pwrite64,pwritev,pwritev2,writev,ftruncate,fallocate,fsync,fdatasync,rename,renameat,renameat2,link,linkat,unlink,unlinkat,mkdir,mkdirat \
        sh "$here/java.sh" "$run" "$work/state" "$work/claims" "$from" "$to" "$end" >/dev/null 2>"$work/strace.err" </dev/null
done
sh "$here/java.sh" org.tilewatch.edge.proof.CrashProof \
    "$work/trace" "$work/state" "$work/claims" "$scratch" "$looks" "$wanted"
