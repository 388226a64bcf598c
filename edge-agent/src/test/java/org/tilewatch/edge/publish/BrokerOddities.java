package org.tilewatch.edge.publish;

import static org.tilewatch.edge.publish.ByteBroker.CONNACK;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.tilewatch.edge.publish.BrokerScripts.Named;
import org.tilewatch.edge.publish.ByteBroker.Packet;
import org.tilewatch.edge.publish.ByteBroker.Script;

/** What a broker may send though nobody asked for it. */
final class BrokerOddities {

    private static final String NO_PROPERTIES = "00";

    private BrokerOddities() {}

    static List<Named> all() {
        List<Named> all = new ArrayList<>();
        oddities(all);
        return all;
    }

    private static void add(List<Named> to, String name, Script connection) {
        to.add(new Named(name, 0, List.of(connection)));
    }

    private static void oddities(List<Named> to) {
        add(to, "PINGRESP that nobody asked for", unasked("D0 00 D0 00"));
        add(to, "SUBACK that nobody asked for", unasked("90 04 00 63 00 01"));
        add(to, "AUTH that nobody asked for", unasked("F0 02 18 00"));
        add(to, "CONNECT from the broker", unasked("10 0D 0004 4D515454 05 00 0000 00 0000"));
        add(to, "refuses the subscription", wire -> {
            wire.connack(CONNACK);
            Packet subscribe = wire.read();
            wire.send("90 04 %04x 00 87".formatted(subscribe.id()));
            wire.beGood();
        });
        add(to, "a retained order", unasked(order("disarm", "31", NO_PROPERTIES)));
        add(to, "an order that has expired", unasked(order("disarm", "30", "05 02 00000000")));
        add(to, "an order under a topic that is none of ours", unasked("30 09 0004 612F622F 00 7B7D"));
        add(to, "a message without a topic", unasked("30 03 0000 00"));
        add(to, "a message with a topic alias that was never set", unasked("30 06 0000 03 23 00 05"));
        add(to, "a message whose topic is longer than it", unasked("30 05 FFFF 61 62 00"));
        add(to, "a flood of orders", wire -> {
            wire.connack(CONNACK);
            wire.answer(wire.read());
            for (int i = 0; i < 500; i++) {
                wire.send(order("reboot", "30", NO_PROPERTIES));
            }
            wire.beGood();
        });
    }

    /** An order; 'disarm' would keep all reports back if it were obeyed. */
    private static String order(String name, String first, String properties) {
        byte[] topic = (DrivenStation.ROOT + "/cmd/" + name).getBytes(StandardCharsets.UTF_8);
        String body = "%04x%s%s".formatted(topic.length, HexFormat.of().formatHex(topic), properties.replace(" ", ""));
        return "%s %02x %s".formatted(first, body.length() / 2, body);
    }

    private static Script unasked(String hex) {
        return wire -> {
            wire.connack(CONNACK);
            wire.answer(wire.read());
            wire.send(hex);
            wire.beGood();
        };
    }
}
