package org.tilewatch.edge.publish;

import static org.tilewatch.edge.publish.ByteBroker.CONNACK;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.tilewatch.edge.publish.ByteBroker.Packet;
import org.tilewatch.edge.publish.ByteBroker.Script;
import org.tilewatch.edge.publish.ByteBroker.Wire;

/** What brokers do that they should not, or that a client must be ready for. */
final class BrokerScripts {

    /** Reason string "no", server reference "b.example". */
    private static final String ELSEWHERE = "11 1F 0002 6E6F 1C 0009 622E6578616D706C65";

    private BrokerScripts() {}

    /** @param dead reports that the broker will never take: set aside, as they should be */
    record Named(String name, int dead, List<Script> connections) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Named> all() {
        List<Named> all = new ArrayList<>();
        connacks(all);
        answersThatAreNone(all);
        pubacks(all);
        disconnects(all);
        limits(all);
        all.addAll(BrokerOddities.all());
        return all;
    }

    private static void add(List<Named> to, String name, Script... connections) {
        to.add(new Named(name, 0, List.of(connections)));
    }

    private static void connacks(List<Named> to) {
        for (int code : new int[] {
            0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8C, 0x90, 0x95, 0x97, 0x99, 0x9A, 0x9B,
            0x9F
        }) {
            add(to, "CONNACK %02x".formatted(code), wire -> wire.connack("20 03 00 %02x 00".formatted(code)));
        }
        add(to, "CONNACK use another server", wire -> wire.connack("20 14 00 9C " + ELSEWHERE));
        add(to, "CONNACK server moved, thrice", moved(), moved(), moved());
        add(to, "CONNACK with session present on a clean start", wire -> {
            wire.connack("20 03 01 00 00");
            wire.beGood();
        });
        add(to, "CONNACK late", wire -> {
            Packet connect = wire.read();
            pause(400);
            wire.answer(connect);
            wire.beGood();
        });
        add(to, "CONNACK twice", wire -> {
            wire.connack(CONNACK + CONNACK);
            wire.beGood();
        });
    }

    private static Script moved() {
        return wire -> wire.connack("20 14 00 9D " + ELSEWHERE);
    }

    private static void answersThatAreNone(List<Named> to) {
        add(to, "closes after CONNECT", Wire::read);
        add(to, "resets after CONNECT", wire -> {
            wire.read();
            wire.reset();
        });
        add(to, "never answers CONNECT", Wire::fallSilent);
        add(to, "refuses as MQTT 3.1.1 does", wire -> wire.connack("20 02 00 01"));
        add(to, "accepts as MQTT 3.1.1 does", wire -> {
            wire.connack("20 02 00 00");
            wire.fallSilent();
        });
        add(to, "half a CONNACK", wire -> wire.connack("20 03 00"));
        add(to, "CONNACK of endless length", wire -> wire.connack("20 FF FF FF FF FF 01"));
        add(to, "CONNACK with a property that is none", wire -> wire.connack("20 05 00 00 02 7F 00"));
        add(to, "CONNACK with Receive Maximum 0", wire -> {
            wire.connack("20 06 00 00 03 21 00 00");
            wire.beGood();
        });
        add(to, "a packet of the reserved type 0", wire -> wire.connack("00 00"));
        add(to, "PUBACK in place of CONNACK", wire -> wire.connack("40 02 00 01"));
        add(to, "is a web server", wire -> {
            wire.read();
            wire.sendText("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        });
    }

    private static void pubacks(List<Named> to) {
        for (int code : new int[] {0x80, 0x83, 0x87, 0x91, 0x97}) {
            add(to, "PUBACK %02x of an alert".formatted(code), refusing(code));
        }
        for (int code : new int[] {0x90, 0x99}) {
            to.add(new Named("PUBACK %02x of an alert".formatted(code), 1, List.of(refusing(code))));
        }
        add(to, "PUBACK 10, no subscribers", refusing(0x10));
        add(to, "PUBACK of packet too large, as mosquitto sends it, until it is known which one", wire -> {
            wire.connack(CONNACK);
            wire.puback(wire.messages(1).getFirst(), 0x95);
            wire.fallSilent();
        });
        tooLarge(to);
        add(
                to,
                "PUBACK twice",
                wire -> wire.answering(packet -> {
                    wire.puback(packet, 0);
                    wire.send("40 02 %04x".formatted(packet.id()));
                }));
        add(
                to,
                "PUBACK of ids that nobody used",
                wire -> wire.answering(packet -> {
                    wire.send("40 02 FFF0 40 04 FFF1 87 00");
                    wire.puback(packet, 0);
                }));
        add(to, "PUBACKs in reverse", BrokerScripts::reversed);
        add(
                to,
                "PUBREC in place of PUBACK",
                wire -> wire.answering(packet -> wire.send("50 02 %04x".formatted(packet.id()))));
        add(to, "half a PUBACK", wire -> {
            wire.connack(CONNACK);
            wire.messages(2);
            wire.send("40 04 00");
        });
        add(to, "PUBACK of endless length", wire -> {
            wire.connack(CONNACK);
            wire.messages(2);
            wire.send("40 FF FF FF FF FF 01");
        });
        add(to, "PUBACK with a code that is none", refusing(0xEE));
        add(to, "no PUBACK at all", wire -> {
            wire.connack(CONNACK);
            wire.fallSilent();
        });
        add(to, "PINGs are answered, messages never", wire -> {
            wire.connack(CONNACK);
            while (true) {
                Packet packet = wire.read();
                if (packet.type() != 3) {
                    wire.answer(packet);
                }
            }
        });
        add(to, "takes the chips and dies before the alert, thrice", dying(), dying(), dying());
        add(to, "takes an alert and resets before the PUBACK", wire -> {
            wire.connack(CONNACK);
            wire.upToAlert();
            wire.reset();
        });
    }

    /** With one message under way at a time the refused one is known at once; but only a limit refuses it again. */
    private static void tooLarge(List<Named> to) {
        String puback = "40 04 %04x 95 00";
        add(to, "PUBACK 95 of a status alone, once", oneByOne(wire -> {
            wire.send(puback.formatted(wire.messages(1).getFirst().id()));
            wire.fallSilent();
        }));
        add(to, "PUBACK 95 of an alert alone, once", oneByOne(upToAlert(puback)));
        add(to, "PUBACK ee of an alert alone, once", oneByOne(upToAlert("40 04 %04x EE 00")));
        add(to, "DISCONNECT 95 after an alert alone, once", oneByOne(upToAlert("E0 02 95 00")));
    }

    private static Script oneByOne(Script script) {
        return wire -> {
            wire.connack("20 06 00 00 03 21 00 01");
            script.play(wire);
        };
    }

    private static Script upToAlert(String hexOfId) {
        return wire -> {
            wire.send(hexOfId.formatted(wire.upToAlert().id()));
            wire.fallSilent();
        };
    }

    private static Script dying() {
        return wire -> {
            wire.connack(CONNACK);
            wire.upToAlert();
        };
    }

    private static Script refusing(int code) {
        return wire -> {
            wire.connack(CONNACK);
            wire.puback(wire.upToAlert(), code);
            wire.beGood();
        };
    }

    private static void reversed(Wire wire) throws IOException {
        wire.connack(CONNACK);
        List<Packet> messages = wire.messages(DrivenStation.STATUS + 12);
        for (Packet packet : messages.reversed()) {
            wire.puback(packet, 0);
        }
        wire.beGood();
    }

    private static void disconnects(List<Named> to) {
        for (int code :
                new int[] {0x00, 0x80, 0x81, 0x82, 0x87, 0x89, 0x8B, 0x8D, 0x8E, 0x93, 0x96, 0x97, 0x98, 0xA0}) {
            add(to, "DISCONNECT %02x while an alert is on its way".formatted(code), wire -> {
                wire.connack(CONNACK);
                wire.upToAlert();
                wire.send("E0 02 %02x 00".formatted(code));
            });
        }
        add(to, "DISCONNECT server moved, with where to", wire -> {
            wire.connack(CONNACK);
            wire.upToAlert();
            wire.send("E0 13 9D " + ELSEWHERE);
        });
        add(to, "DISCONNECT without a code", wire -> {
            wire.connack(CONNACK);
            wire.upToAlert();
            wire.send("E0 00");
        });
        add(to, "session taken over again and again", takenOver(), takenOver(), takenOver());
    }

    private static Script takenOver() {
        return wire -> {
            wire.connack(CONNACK);
            wire.send("E0 02 8E 00");
        };
    }

    private static void limits(List<Named> to) {
        add(to, "Receive Maximum 1", limited("21 00 01"));
        add(to, "Receive Maximum 2, PUBACKs in pairs", wire -> {
            wire.connack("20 06 00 00 03 21 00 02");
            for (int i = 0; i < 10; i++) {
                for (Packet packet : wire.messages(2)) {
                    wire.puback(packet, 0);
                }
            }
            wire.beGood();
        });
        add(to, "Maximum Packet Size 2,900: a chip does not pass", limited("27 00 00 0B 54"));
        to.add(new Named("Maximum Packet Size 1,200: no alert passes", 3, List.of(limited("27 00 00 04 B0"))));
        add(to, "retained messages not available", limited("25 00"));
        add(to, "Topic Alias Maximum 10", limited("22 00 0A"));
        add(to, "Server Keep Alive 1", limited("13 00 01"));
    }

    private static Script limited(String property) {
        int length = property.replace(" ", "").length() / 2;
        return wire -> {
            wire.connack("20 %02x 00 00 %02x %s".formatted(3 + length, length, property));
            wire.beGood();
        };
    }

    private static void pause(int millis) {
        java.util.concurrent.locks.LockSupport.parkNanos(millis * 1_000_000L);
    }
}
