#!/bin/sh
# Builds the package of the agent for Debian 13, Raspberry Pi OS or newer: target/package/tilewatch_VERSION_ARCH.deb
#
#   deploy/package.sh [amd64 | arm64]...    default: both; either is built on any machine
#
# The package needs no Java: it has a runtime of its own, made by jlink from Debian 13's openjdk-25, and of OpenCV and SQLite the
# native library of its architecture alone. Needs a JDK 25 of the same build, apt, dpkg-deb and the archive keyring of Debian;
# GNU strip for the architecture makes it smaller. What is downloaded is kept in target/package.
#
#   TILEWATCH_DEBIAN    address of a Debian archive (default: the one this machine's own apt uses)
set -eu

tree=$(CDPATH='' cd -P -- "$(dirname -- "$0")/.." && pwd)
parts=$tree/deploy/package
work=$tree/target/package
version=$(sed -n 's/^version=//p' "$tree/deploy/tilewatch")
modules=java.base,java.logging,java.management,java.prefs,java.sql,jdk.crypto.ec,jdk.httpserver,jdk.management,jdk.net,jdk.unsupported
# Bytes; an upgrade over a narrow link is to stay bearable.
largest=90000000
me=package
. "$parts/debian.sh"

# Sets jdk to a JDK 25 or newer.
find_jdk() {
    for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
        number=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$jdk/release" 2>/dev/null || true)
        if [ "${number:-0}" -ge 25 ] && [ -x "$jdk/bin/jlink" ]; then
            return 0
        fi
    done
    fail "no JDK 25 or newer with jlink in JAVA_HOME or /usr/lib/jvm"
}

# runtime ARCH FOLDER: a Java runtime of the modules that the agent uses. Left uncompressed: the package compresses better than jlink.
runtime() {
    fetch "$1" openjdk-25-jdk-headless
    rm -rf "$work/jdk-$1"
    dpkg-deb --fsys-tarfile "$work/debian/$1"/openjdk-25-jdk-headless_*.deb |
        (mkdir -p "$work/jdk-$1" && tar -C "$work/jdk-$1" -x --wildcards './usr/lib/jvm/*/jmods/*')
    "$jdk/bin/jlink" --module-path "$(echo "$work/jdk-$1"/usr/lib/jvm/*/jmods)" --add-modules "$modules" --strip-java-debug-attributes \
        --no-header-files --no-man-pages --compress zip-0 --output "$2"
    rm -rf "$work/jdk-$1" "$2/lib/jexec" "$2/lib/jrt-fs.jar"
    # Some builds of Debian's JDK bring what debuggers want to know of the JVM: 750 MB.
    find "$2" -name '*.debuginfo' -delete
    for tool in "$2/bin"/*; do
        case ${tool##*/} in java | keytool) ;; *) rm "$tool" ;; esac
    done
}

# slim FROM TO PART KEPT NATIVES: the jar FROM as TO without its natives (below PART); KEPT of them goes to the folder NATIVES.
slim() {
    rm -rf "$work/jar"
    mkdir -p "$work/jar"
    (cd "$work/jar" && "$jdk/bin/jar" --extract --file "$1")
    cp "$work/jar/$4" "$5/"
    rm -rf "${work:?}/jar/$3"
    "$jdk/bin/jar" --create --file "$2" --manifest "$work/jar/META-INF/MANIFEST.MF" --date="$stamp" -C "$work/jar" . 2>/dev/null
    rm -rf "$work/jar"
}

# Of the calibration module what a station can use: 'calibrate' and 'evaluate'. Simulator, bench and demo with its broker stay out.
calibration_jar() {
    rm -rf "$work/jar"
    mkdir -p "$work/jar"
    (cd "$work/jar" && "$jdk/bin/jar" --extract --file "$tree/calibration/target/calibration-$version.jar")
    (cd "$work/jar/org/tilewatch/calibration" && rm -rf bench demo simulate landscape geotiff)
    services=$work/jar/META-INF/services/org.tilewatch.edge.command.CommandProvider
    grep -v '\.demo\.' "$services" >"$services.next"
    mv "$services.next" "$services"
    "$jdk/bin/jar" --create --file "$1" --date="$stamp" -C "$work/jar" .
    rm -rf "$work/jar"
}

jars() {
    case $arch in
        amd64) opencv=x86_64 sqlite=x86_64 ;;
        arm64) opencv=ARMv8 sqlite=aarch64 ;;
    esac
    mkdir -p "$lib/app" "$lib/natives"
    cp "$tree/edge-agent/target/edge-agent-$version.jar" "$lib/app/"
    calibration_jar "$lib/app/calibration-$version.jar"
    for jar in "$tree/edge-agent/target/lib"/*.jar; do
        name=${jar##*/}
        case $name in
            opencv-*) slim "$jar" "$lib/app/$name" nu/pattern/opencv "nu/pattern/opencv/linux/$opencv/libopencv_java490.so" "$lib/natives" ;;
            sqlite-jdbc-*) slim "$jar" "$lib/app/$name" org/sqlite/native "org/sqlite/native/Linux/$sqlite/libsqlitejdbc.so" "$lib/natives" ;;
            *) cp "$jar" "$lib/app/" ;;
        esac
    done
}

# Takes symbols out of the libraries, where a strip for the architecture is here; a third of their size.
strip_libraries() {
    case $arch in amd64) tool=x86_64-linux-gnu-strip ;; arm64) tool=aarch64-linux-gnu-strip ;; esac
    if command -v "$tool" >/dev/null; then
        find "$lib" \( -name '*.so' -o -path '*/bin/*' -o -name jspawnhelper \) -type f -exec "$tool" --strip-unneeded {} +
    else
        say "no $tool here (in Debian's binutils for that architecture): the package is larger than it need be"
    fi
}

# From the command line's own description: a manual page, completion for bash and for zsh.
from_the_command_line() {
    "$jdk/bin/java" -cp "$lib/app/*" "$parts/CommandLinePages.java" "$work/pages"
    install -D -m 644 "$work/pages/tilewatch.1" "$root/usr/share/man/man1/tilewatch.1"
    gzip -9n "$root/usr/share/man/man1/tilewatch.1"
    sed -i '1{/^#!/d}' "$work/pages/tilewatch.bash"
    install -D -m 644 "$work/pages/tilewatch.bash" "$root/usr/share/bash-completion/completions/tilewatch"
    install -D -m 644 "$work/pages/_tilewatch" "$root/usr/share/zsh/vendor-completions/_tilewatch"
}

# The looks from which the start is prepared when the package is installed; also something to try 'tilewatch replay' on.
sample() {
    if [ ! -d "$work/drawn/riverbend" ]; then
        rm -rf "$work/drawn"
        "$tree/deploy/tilewatch" simulate --looks 14 "$work/drawn/riverbend" >/dev/null
    fi
    mkdir -p "$share/sample/riverbend"
    for image in $(find "$work/drawn/riverbend" -name '*.tif' | sort | head -n 9); do
        cp "$image" "${image%.tif}.json" "$share/sample/riverbend/"
    done
    "$tree/deploy/tilewatch" replay "$share/sample" --out "$work/sample.jsonl" 2>/dev/null
    grep -q '"alert":true' "$work/sample.jsonl" || fail "the sample's looks lead to no alert, which starts are prepared for and people shall see"
}

settings() {
    install -D -m 644 "$parts/tilewatch.service" "$root/usr/lib/systemd/system/tilewatch.service"
    install -D -m 644 "$parts/sysusers.conf" "$root/usr/lib/sysusers.d/tilewatch.conf"
    install -D -m 644 "$parts/tmpfiles.conf" "$root/usr/lib/tmpfiles.d/tilewatch.conf"
    install -D -m 644 "$parts/gpio.rules" "$root/usr/lib/udev/rules.d/60-tilewatch.rules"
    install -D -m 755 "$parts/launcher" "$root/usr/bin/tilewatch"
    install -D -m 644 "$parts/station.yaml" "$share/station.yaml"
    install -D -m 644 "$tree/deploy/sites.schema.json" "$share/sites.schema.json"
    install -D -m 644 "$tree/deploy/alert.schema.json" "$share/alert.schema.json"
    install -D -m 755 "$tree/deploy/broker/enrol" "$share/broker/enrol"
    install -m 644 "$tree/deploy/broker/acl" "$tree/deploy/broker/mosquitto.conf" "$share/broker/"
    doc=$root/usr/share/doc/tilewatch
    install -D -m 644 "$parts/copyright" "$doc/copyright"
    install -m 644 "$tree/deploy/INTERFACES.md" "$tree/deploy/wiring/wiring.svg" "$tree/deploy/wiring/WIRING.md" "$doc/"
    printf 'tilewatch (%s) unstable; urgency=medium\n\n  * See README.md of the sources.\n\n -- %s  %s\n' "$version" "$maintainer" \
        "$(date -R -u -d "$stamp")" | gzip -9n >"$doc/changelog.gz"
    gzip -9n "$doc/INTERFACES.md"
    install -D -m 644 "$parts/lintian-overrides" "$root/usr/share/lintian/overrides/tilewatch"
}

control() {
    mkdir -p "$root/DEBIAN"
    for script in postinst prerm postrm; do
        install -m 755 "$parts/$script" "$root/DEBIAN/$script"
    done
    installed=$(du -sk "$root" | cut -f 1)
    sed -e "s/@VERSION@/$version/" -e "s/@ARCH@/$arch/" -e "s/@KIB@/$installed/" -e "s/@MAINTAINER@/$maintainer/" "$parts/control" \
        >"$root/DEBIAN/control"
    (cd "$root" && find usr -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
}

build() {
    arch=$1
    root=$work/root-$arch
    lib=$root/usr/lib/tilewatch
    share=$root/usr/share/tilewatch
    package=$work/tilewatch_${version}_$arch.deb
    rm -rf "$root"
    mkdir -p "$lib"
    say "building for $arch"
    runtime "$arch" "$lib/runtime"
    jars
    strip_libraries
    from_the_command_line
    sample
    settings
    find "$root" -type d -exec chmod 755 {} +
    find "$root" -type f ! -perm -100 -exec chmod 644 {} +
    control
    dpkg-deb --root-owner-group -Zxz -z2 --build "$root" "$package" >/dev/null
    size=$(wc -c <"$package")
    echo "$package: $((size / 1000000)) MB, installed $(($(du -sk "$root" | cut -f 1) / 1024)) MiB"
    rm -rf "$root"
    [ "$size" -le "$largest" ] || fail "$package is larger than $((largest / 1000000)) MB"
}

find_jdk
"$tree/deploy/tilewatch" --version >/dev/null
mkdir -p "$work"
stamp=$(sed -n 's/.*<project.build.outputTimestamp>\(.*\)<.*/\1/p' "$tree/pom.xml")
SOURCE_DATE_EPOCH=$(date -d "$stamp" +%s)
export SOURCE_DATE_EPOCH
maintainer=$(sed -n 's/^Upstream-Contact: //p' "$parts/copyright")
[ $# -gt 0 ] || set -- amd64 arm64
for wanted in "$@"; do
    case $wanted in
        amd64 | arm64) build "$wanted" ;;
        *) fail "no package for '$wanted'; allowed: amd64, arm64" ;;
    esac
done
