#!/bin/sh
# Who gets in and who may read and write what, tried against a mosquitto of this machine with deploy/broker/mosquitto.conf and acl and
# with certificates from deploy/broker/enrol. A line per attempt, then one of result; exit code 0 if every attempt ended as it should.
#
#   deploy/proof/access.sh
#
# Needs mosquitto, mosquitto-clients and openssl. PORT (21150) is where the broker listens, on loopback.
set -eu

here=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd)
tree=$(CDPATH='' cd -P -- "$here/../.." && pwd)
port=${PORT:-21150}
PATH=$PATH:/usr/sbin
for program in mosquitto mosquitto_pub mosquitto_sub mosquitto_rr openssl; do
    command -v $program >/dev/null || { echo "access: $program is not installed" >&2; exit 2; }
done
# Built before the broker starts and with what a build says: doctor's own messages are not shown below.
"$tree/deploy/tilewatch" --version >/dev/null || { echo "access: the agent does not start, see above" >&2; exit 2; }
work=$(mktemp -d "${TMPDIR:-/tmp}/tilewatch-access-XXXXXX")
broker=
trap '[ -z "$broker" ] || kill "$broker"; rm -rf "$work"' EXIT
cd "$work"

enrol="$tree/deploy/broker/enrol --dir $work/ca"
{ $enrol --host localhost han-01; $enrol han-02; $enrol --analyst kim; $enrol home-assistant; } >/dev/null
sed -n '/^# user home-assistant/,$s/^# //p' "$tree/deploy/broker/acl" >>ca/acl # as the file says it is to be written
"$tree/deploy/broker/enrol" --dir "$work/other" --host localhost han-01 >/dev/null # another CA, the same name
sed -e "s|/etc/mosquitto/tilewatch/|$work/ca/|" -e "s|^listener 8883|listener $port 127.0.0.1\nuser $(id -un)|" \
    -e "s|^listener 8884|listener $((port + 1)) 127.0.0.1|" -e 's|^persistence true|persistence false|' "$tree/deploy/broker/mosquitto.conf" >mosquitto.conf
mosquitto -c mosquitto.conf >broker.log 2>&1 &
broker=$!

failed=0
tried=0
# result WHAT WANTED GOT
result() {
    tried=$((tried + 1))
    if [ "$2" = "$3" ]; then
        printf 'ok    %s: %s\n' "$1" "$3"
    else
        printf 'FAIL  %s: %s, wanted %s\n' "$1" "$3" "$2"
        failed=$((failed + 1))
    fi
}

as() { # as WHO: options with which WHO comes to the broker
    printf -- '-V 5 -h localhost -p %s --cafile %s --cert %s --key %s' "$port" ca/ca.pem "ca/$1.pem" "ca/$1.key"
}

# reaches FROM TOPIC TO FILTER: whether what FROM publishes on TOPIC is heard by TO
reaches() {
    # shellcheck disable=SC2046 # several options
    mosquitto_sub $(as "$3") -t "$4" -C 1 -W 3 >heard 2>/dev/null &
    listener=$!
    sleep 1
    # shellcheck disable=SC2046
    mosquitto_pub $(as "$1") -q 1 -t "$2" -m "from $1" >/dev/null 2>&1 || true
    wait $listener || true
    if grep -qx "from $1" heard; then echo passes; else echo "does not pass"; fi
}

# handshake OPTIONS: whether TLS comes about and stays for a moment
handshake() {
    # TLS 1.3 tells a refused client only after the handshake: so something is sent and the answer waited for.
    if (printf '\020\027\000\004MQTT\005\002\000\000\000\000\012tilewatch0'; sleep 1) |
        openssl s_client -connect "localhost:$port" -CAfile ca/ca.pem -quiet -no_ign_eof "$@" 2>/dev/null |
        od -An -tx1 -N1 | grep -q 20; then echo taken; else echo refused; fi
}

attempt=0
until mosquitto_pub $(as han-01) -t tilewatch/1/han-01/status -m x 2>/dev/null; do
    attempt=$((attempt + 1))
    [ $attempt -lt 50 ] || { cat broker.log >&2; exit 1; }
    sleep 0.2
done

own="-cert ca/han-01.pem -key ca/han-01.key"
# shellcheck disable=SC2086 # several options
{
    result "TLS 1.3 with a certificate" taken "$(handshake -tls1_3 $own)"
    result "TLS 1.2 with a certificate" taken "$(handshake -tls1_2 $own)"
    result "TLS 1.1 with a certificate" refused "$(handshake -tls1_1 -cipher DEFAULT@SECLEVEL=0 $own)"
    result "TLS 1.0 with a certificate" refused "$(handshake -tls1 -cipher DEFAULT@SECLEVEL=0 $own)"
    result "TLS 1.3 without a certificate" refused "$(handshake -tls1_3)"
    result "TLS 1.2 without a certificate" refused "$(handshake -tls1_2)"
    result "a certificate of another CA" refused "$(handshake -cert other/han-01.pem -key other/han-01.key)"
}
if mosquitto_pub -V 5 -h localhost -p "$port" -t x -m x >/dev/null 2>&1; then got=taken; else got=refused; fi
result "a plain connection" refused "$got"

one=tilewatch/1/han-01
two=tilewatch/1/han-02
result "han-01 writes its own alert, an analyst hears it" passes "$(reaches han-01 $one/alert/urgent/a/c0r0 analyst-kim 'tilewatch/1/#')"
result "han-01 announces han-02 to Home Assistant" "does not pass" "$(reaches han-01 homeassistant/device/han-02/config analyst-kim '#')"
result "han-01 writes han-02's alert" "does not pass" "$(reaches han-01 $two/alert/urgent/a/c0r0 analyst-kim 'tilewatch/1/#')"
result "han-01 writes han-02's status" "does not pass" "$(reaches han-01 $two/status analyst-kim 'tilewatch/1/#')"
result "han-01 commands han-02" "does not pass" "$(reaches han-01 $two/cmd/silence han-02 "$two/cmd/+")"
result "han-01 reads han-02's alerts" "does not pass" "$(reaches han-02 $two/alert/urgent/a/c0r0 han-01 "$two/#")"
result "han-01 reads everything" "does not pass" "$(reaches han-02 $two/status han-01 '#')"
result "han-01 hears han-02's commands" "does not pass" "$(reaches analyst-kim $two/cmd/silence han-01 "$two/cmd/+")"
result "an analyst commands han-01" passes "$(reaches analyst-kim $one/cmd/silence han-01 "$one/cmd/+")"
result "an analyst writes an alert" "does not pass" "$(reaches analyst-kim $one/alert/urgent/a/c0r0 analyst-kim 'tilewatch/1/#')"
result "an analyst writes a status" "does not pass" "$(reaches analyst-kim $one/status analyst-kim 'tilewatch/1/#')"

two_config=homeassistant/device/han-02/config
result "han-01 announces itself, Home Assistant hears it" passes "$(reaches han-01 homeassistant/device/han-01/config home-assistant 'homeassistant/#')"
result "Home Assistant comes up, han-01 hears it" passes "$(reaches home-assistant homeassistant/status han-01 homeassistant/status)"
result "han-02 says that Home Assistant comes up" "does not pass" "$(reaches han-02 homeassistant/status han-01 homeassistant/status)"
result "han-01 reads han-02's announcement" "does not pass" "$(reaches han-02 $two_config han-01 'homeassistant/#')"
result "Home Assistant silences han-01" passes "$(reaches home-assistant $one/cmd/silence han-01 "$one/cmd/+")"
result "Home Assistant rejects an alert of han-01" "does not pass" "$(reaches home-assistant $one/cmd/reject han-01 "$one/cmd/+")"

# The agent itself: it checks the server's name, and doctor tells the certificate's end.
station() { # station HOST ID: what doctor says of the broker at HOST, with ID's certificate
    printf 'station: { id: %s }\ninbox: { folder: inbox }\nstate: state\nmqtt: { url: "mqtts://%s:%s", caFile: ca/ca.pem, certFile: ca/%s.pem, keyFile: ca/%s.key }\n' \
        "$2" "$1" "$port" "$2" "$2" >station.yaml
    "$tree/deploy/tilewatch" doctor --config station.yaml --test-alert 2>/dev/null || true
}
mkdir -p inbox state
told=$(station localhost han-01)
result "doctor: han-01 sends a test alert" ok "$(printf '%s\n' "$told" | sed -n 's/^\([a-z]*\) *broker .*/\1/p')"
result "doctor tells the certificate's end" "ends on $(date -u -d "$(openssl x509 -in ca/han-01.pem -noout -enddate | cut -d= -f2)" +%F)" \
    "$(printf '%s\n' "$told" | sed -n 's/^ok *certificate .*\(ends on [0-9-]*\).*/\1/p')"
told=$(station 127.0.0.1 han-01)
result "doctor: a server under another name than its certificate's" fail "$(printf '%s\n' "$told" | sed -n 's/^\([a-z]*\) *broker .*/\1/p')"

[ $failed = 0 ] && held=held || held=FAILED
echo "access: $held: $((tried - failed)) of $tried attempts ended as they should"
[ $failed = 0 ]
