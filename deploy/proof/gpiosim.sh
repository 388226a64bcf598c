#!/bin/sh
# Shows lamps, buzzer and silence button on the kernel's own simulated pins: boots an x86_64 guest with this Debian's kernel and the
# module gpio-sim, which is built here from Debian's kernel sources (its kernel packages leave it out), and runs the agent of the
# amd64 package in it. Outputs are read, and the button is pressed, on the simulator's side. Ends with one line of result.
#
#   deploy/proof/gpiosim.sh
#
#   require=qemu    in the environment: a failure, not left out, where it cannot be run
set -eu

me=gpiosim
tree=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
work=$tree/target/package
. "$tree/deploy/package/debian.sh"
. "$tree/deploy/proof/require.sh"

needs qemu-system-x86_64 qemu-system-x86 dpkg-deb dpkg python3 python3 cpio cpio make make gcc gcc
headers=$(find /usr/src -maxdepth 1 -name 'linux-headers-*-amd64' | sort -V | tail -n 1)
sources=$(find /usr/src -maxdepth 1 -name 'linux-source-*.tar.xz' | sort -V | tail -n 1)
[ -n "$headers" ] && [ -n "$sources" ] ||
    leave_out "no kernel headers and sources in /usr/src (Debian: apt install linux-headers-amd64 linux-source)"
release=${headers##*/linux-headers-}
package=$work/tilewatch_$(sed -n 's/^version=//p' "$tree/deploy/tilewatch")_amd64.deb
[ -f "$package" ] || "$tree/deploy/package.sh" amd64

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
root=$scratch/root

# The kernel of these headers comes from this machine's own apt; the module takes irq_sim along, which the kernel lacks too.
mkdir -p "$work/kernel" "$scratch/module"
ls "$work/kernel/linux-image-$release"_*.deb >/dev/null 2>&1 ||
    (cd "$work/kernel" && apt-get -q -q -o APT::Sandbox::User=root download "linux-image-$release") || fail "linux-image-$release cannot be had from this machine's apt"
dpkg-deb --fsys-tarfile "$work/kernel/linux-image-$release"_*.deb |
    tar -C "$scratch" -x --wildcards './boot/vmlinuz-*' '*/fs/configfs/configfs.ko*'
tar -C "$scratch/module" -xf "$sources" --strip-components=1 --wildcards '*/drivers/gpio/gpio-sim.c' '*/drivers/gpio/gpiolib.h' \
    '*/kernel/irq/irq_sim.c'
(
    cd "$scratch/module"
    mv drivers/gpio/gpio-sim.c sim.c
    mv drivers/gpio/gpiolib.h kernel/irq/irq_sim.c .
    # irq_to_desc is not exported to modules; this says the same.
    sed -i 's/irq_to_desc(\([a-z]*\))/irq_data_to_desc(irq_get_irq_data(\1))/' irq_sim.c
    printf 'obj-m := gpio-sim.o\ngpio-sim-y := sim.o irq_sim.o\n' >Kbuild
    nice -n 5 make -C "$headers" M="$PWD" modules >make.log 2>&1 || { tail -n 20 make.log >&2; fail "gpio-sim cannot be built"; }
)

unpack amd64 "$root" base-files busybox-static libc6 libgcc-s1 libstdc++6 zlib1g
dpkg-deb --fsys-tarfile "$package" | tar -C "$root" -x --keep-directory-symlink
mv "$root/usr/share/tilewatch/sample/riverbend" "$root/sample"
rm -rf "$root/usr/share" "$root/usr/lib/tilewatch/runtime/legal"
mkdir -p "$root/proc" "$root/sys" "$root/dev" "$root/tmp" "$root/var/lib/tilewatch/inbox" "$root/etc"
cp "$scratch/module/gpio-sim.ko" "$root/"
find "$scratch" -name 'configfs.ko*' ! -path "$root/*" -exec cp {} "$root/" \;

cat >"$root/etc/station.yaml" <<'END'
station: { id: proof }
inbox: { folder: /var/lib/tilewatch/inbox, quietPeriod: 1s }
decoding: { timeout: 10m }
state: /var/lib/tilewatch/state
mqtt: { url: "mqtt://127.0.0.1:1883" }
lamps: { driver: gpio, chip: proof-pins, ready: READY, working: WORKING, alert: ALERT, fault: FAULT, link: LINK, buzzer: BUZZER, silence: SILENCE }
END
cat >"$root/init" <<'END'
#!/usr/bin/busybox sh
/usr/bin/busybox mkdir -p /usr/local/bb
/usr/bin/busybox --install -s /usr/local/bb
export PATH=/usr/local/bb:/usr/bin HOME=/tmp
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
exec >/dev/console 2>&1
echo 1 >/proc/sys/kernel/printk
ip link set lo up
ln -sf /usr/local/bb/sh /bin/sh
xz -d /configfs.ko.xz 2>/dev/null
insmod /configfs.ko
insmod /gpio-sim.ko
mount -t configfs config /sys/kernel/config
pins=/sys/kernel/config/gpio-sim/proof
mkdir -p $pins/bank
echo 8 >$pins/bank/num_lines
echo proof-pins >$pins/bank/label
number=0
for name in SPARE READY WORKING ALERT FAULT LINK BUZZER SILENCE; do
    mkdir $pins/bank/line$number
    echo $name >$pins/bank/line$number/name
    number=$((number + 1))
done
echo 1 >$pins/live
side=/sys/devices/platform/$(cat $pins/dev_name)/$(cat $pins/bank/chip_name)
value() { cat $side/sim_gpio$1/value; }
press() { echo pull-down >$side/sim_gpio7/pull; }
release() { echo pull-up >$side/sim_gpio7/pull; }
check() {
    if [ "$2" = "$3" ]; then echo "PROOF ok $1: $2"; else echo "PROOF wrong $1: $2, not $3"; fi
}
# Waits until output $1 has been $2, at most $3 tenths of a second.
await() {
    left=$3
    while [ "$(value $1)" != $2 ] && [ $left -gt 0 ]; do left=$((left - 1)); usleep 100000; done
    value $1
}
release
echo "PROOF kernel $(uname -r), chip $(cat $pins/bank/chip_name) proof-pins"
# The JVM's second compiler takes an emulated processor longer than it saves.
TILEWATCH_JAVA_OPTS=-XX:TieredStopAtLevel=1 tilewatch run --config /etc/station.yaml >/tmp/run.log 2>&1 &
agent=$!
while kill -0 $agent 2>/dev/null && ! grep -q '^tilewatch ' /tmp/run.log; do sleep 1; done
kill -0 $agent 2>/dev/null || { sed 's/^/PROOF log /' /tmp/run.log; echo "PROOF wrong: the agent ended"; echo "PROOF end"; sleep 60; }
check "ready blinks while learning, on" "$(await 1 1 100)" 1
check "ready blinks while learning, off" "$(await 1 0 100)" 0
check "link blinks without a broker, on" "$(await 5 1 100)" 1
check "link blinks without a broker, off" "$(await 5 0 100)" 0
check "alert off" "$(value 3)" 0
cp /sample/* /var/lib/tilewatch/inbox/
check "working on with a look in hand" "$(await 2 1 1200)" 1
check "alert on after a change" "$(await 3 1 6000)" 1
check "buzzer sounds" "$(await 6 1 200)" 1
while [ -n "$(find /var/lib/tilewatch/inbox -type f)" ]; do sleep 1; done
sleep 3
check "alert stays on" "$(value 3)" 1
check "ready on after learning" "$(value 1)" 1
press; release
sleep 2
check "a touch of under 10 ms does not silence: alert" "$(value 3)" 1
press; release; press; release; press
check "the button, bouncing, silences: alert" "$(await 3 0 50)" 0
release
sleep 1
check "buzzer off" "$(value 6)" 0
kill -TERM $agent
wait $agent
check "exit code" $? 0
check "lamps after the end" "$(value 1)$(value 2)$(value 3)$(value 4)$(value 5)$(value 6)" 000000
sed 's/^/PROOF log /' /tmp/run.log
echo "PROOF end"
sleep 60
END
chmod 755 "$root/init"
say "packing the guest..."
(cd "$root" && find . | cpio -o -H newc --quiet) >"$scratch/initramfs"

say "booting an x86_64 guest: some minutes..."
begun=$(date +%s)
code=0
nice -n 5 python3 "$tree/deploy/proof/guest.py" "$scratch/console" 1800 -- \
    qemu-system-x86_64 -M q35 -cpu max -smp 2 -m 1024 -display none -nodefaults -kernel "$scratch/boot"/vmlinuz-* \
    -initrd "$scratch/initramfs" -no-reboot -serial "file:$scratch/console" -append "console=ttyS0 rdinit=/init quiet" || code=$?
tr -d '\r' <"$scratch/console" | sed -n 's/^.*PROOF //p' >"$scratch/said"
grep -v '^end$' "$scratch/said" >&2 || true
[ "$code" -eq 0 ] || { tail -n 30 "$scratch/console" >&2; echo "gpiosim: FAILED: the guest did not come to its end"; exit 1; }
wrong=$(grep -c '^wrong' "$scratch/said" || true)
[ "$wrong" -eq 0 ] && verdict=passed || verdict=FAILED
echo "gpiosim: $verdict: $(grep -c '^ok' "$scratch/said") of $(grep -c -E '^(ok|wrong)' "$scratch/said") as they should be," \
    "six outputs and the button on $(sed -n 's/^kernel //p' "$scratch/said"); $(($(date +%s) - begun)) s"
[ "$wrong" -eq 0 ]
