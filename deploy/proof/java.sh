#!/bin/sh
# Runs a main class of the tests of edge-agent: deploy/proof/java.sh CLASS [ARGUMENT...]. Builds first what the launcher would build.
#
#   TILEWATCH_JAVA_OPTS   further options for the JVM
set -eu

tree=$(CDPATH='' cd -P -- "$(dirname -- "$0")/../.." && pwd)
"$tree/deploy/tilewatch" --version >/dev/null
for home in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
    version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release" 2>/dev/null || true)
    if [ "${version:-0}" -ge 25 ] && [ -x "$home/bin/java" ]; then
        # shellcheck disable=SC2086 # several options
        exec "$home/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
            ${TILEWATCH_JAVA_OPTS:-} \
            -cp "$tree/edge-agent/target/test-classes:$tree/edge-agent/target/classes:$tree/edge-agent/target/lib/*" "$@"
    fi
done
echo "no JDK 25 or newer in JAVA_HOME or /usr/lib/jvm" >&2
exit 2
