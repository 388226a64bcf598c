#!/bin/sh
# Shows that the agent drives the pins of a Raspberry Pi: boots an emulated Raspberry Pi 3B with Debian 13's own arm64 kernel and
# device tree, runs the agent of the arm64 package in it with its ready lamp on the line of the name GPIO17, and reads that pin's
# level from outside of the guest, in the memory of the emulated chip. Ends with one line of result.
#
#   deploy/proof/raspberry.sh
#
#   require=qemu    in the environment: a failure, not left out, where it cannot be run
set -eu
export LC_ALL=C # a serial line begins with bytes that are no text

me=raspberry
tree=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
work=$tree/target/package
. "$tree/deploy/package/debian.sh"
. "$tree/deploy/proof/require.sh"

needs qemu-system-aarch64 qemu-system-arm dpkg-deb dpkg python3 python3 cpio cpio
package=$work/tilewatch_$(sed -n 's/^version=//p' "$tree/deploy/tilewatch")_arm64.deb
[ -f "$package" ] || "$tree/deploy/package.sh" arm64

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
root=$scratch/root
fetch arm64 linux-image-arm64
kernel=$(dpkg-deb -f "$work/debian/arm64"/linux-image-arm64_*.deb Depends | sed 's/ .*//')
fetch arm64 "$kernel"
dpkg-deb --fsys-tarfile "$work/debian/arm64/$kernel"_*.deb |
    tar -C "$scratch" -x --wildcards './boot/vmlinuz-*' '*/bcm2837-rpi-3-b.dtb'
unpack arm64 "$root" base-files busybox-static libc6 libgcc-s1 libstdc++6 zlib1g
dpkg-deb --fsys-tarfile "$package" | tar -C "$root" -x --keep-directory-symlink
rm -rf "$root/usr/share" "$root/usr/lib/tilewatch/runtime/legal"
mkdir -p "$root/proc" "$root/sys" "$root/dev" "$root/tmp" "$root/var/lib/tilewatch/inbox" "$root/etc"

cat >"$root/etc/station.yaml" <<'END'
station: { id: proof }
inbox: { folder: /var/lib/tilewatch/inbox }
state: /var/lib/tilewatch/state
mqtt: { url: "mqtt://127.0.0.1:1883" }
lamps: { driver: gpio, chip: pinctrl-bcm2835, ready: GPIO17, link: GPIO24, silence: GPIO25 }
END
cat >"$root/init" <<'END'
#!/usr/bin/busybox sh
/usr/bin/busybox mkdir -p /usr/local/bb
/usr/bin/busybox --install -s /usr/local/bb
export PATH=/usr/local/bb:/usr/bin HOME=/tmp
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
mount -t debugfs debug /sys/kernel/debug
exec >/dev/console 2>&1
echo 1 >/proc/sys/kernel/printk
ip link set lo up
ln -sf /usr/local/bb/sh /bin/sh
echo "PROOF board $(tr -d '\0' </proc/device-tree/model), kernel $(uname -r)"
tilewatch run --config /etc/station.yaml >/tmp/run.log 2>&1 &
agent=$!
while kill -0 $agent 2>/dev/null && ! grep -q '^tilewatch ' /tmp/run.log; do sleep 1; done
kill -0 $agent 2>/dev/null || { sed 's/^/PROOF log /' /tmp/run.log; echo "PROOF wrong: the agent ended"; echo "PROOF end"; sleep 60; }
echo "PROOF lamps"
grep -E 'tilewatch-' /sys/kernel/debug/gpio | sed 's/^/PROOF kernel /'
sleep 10
echo "PROOF stopping"
kill -TERM $agent
wait $agent
echo "PROOF exit code $?"
echo "PROOF stopped"
sleep 2
sed 's/^/PROOF log /' /tmp/run.log
echo "PROOF end"
sleep 60
END
chmod 755 "$root/init"
mkdir -p "$root/bin" 2>/dev/null || true
say "packing the guest..."
(cd "$root" && find . | cpio -o -H newc --quiet) >"$scratch/initramfs"

say "booting an emulated Raspberry Pi 3B: some minutes..."
begun=$(date +%s)
code=0
seen=$(nice -n 5 python3 "$tree/deploy/proof/guest.py" "$scratch/console" 900 --watch bcm2837 -- \
    qemu-system-aarch64 -M raspi3b -display none -kernel "$scratch/boot"/vmlinuz-* -initrd "$scratch/initramfs" \
    -dtb "$(find "$scratch" -name bcm2837-rpi-3-b.dtb)" -no-reboot -serial null -serial "file:$scratch/console" \
    -append "console=ttyS1,115200 rdinit=/init quiet") || code=$?
tr -d '\r' <"$scratch/console" | sed -n 's/^.*PROOF //p' | grep -v -E '^(lamps|stopping|stopped|end)$' >&2 || true
[ "$code" -eq 0 ] || { tail -n 30 "$scratch/console" >&2; echo "raspberry: FAILED: the guest did not come to its end"; exit 1; }
python3 - "$seen" "$(tr -d '\r' <"$scratch/console" | sed -n 's/^.*PROOF board //p')" "$(grep -c '^PROOF exit code 0' "$scratch/console")" \
    "$(($(date +%s) - begun))" <<'END'
import json
import sys

seen, board, ended, took = json.loads(sys.argv[1]), *sys.argv[2:]
good = seen["high"] > 0 and seen["low"] > 0 and seen["changes"] >= 4 and seen["after"] == [0] and ended == "1"
print(
    f"raspberry: {'passed' if good else 'FAILED'}: {board}: GPIO17 blinked, read from outside {seen['samples']} times: high {seen['high']},"
    f" low {seen['low']}, {seen['changes']} changes; after the agent's end {seen['after']}; {took} s"
)
sys.exit(not good)
END
