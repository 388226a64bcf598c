package org.tilewatch.edge.publish;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A broker that plays a script byte by byte: each connection the next one, and when they are through it is a plain good broker. It keeps
 * the ids of the alerts that it acknowledged, and what it found wrong with what it got.
 */
final class ByteBroker implements AutoCloseable {

    static final String CONNACK = "20 03 00 00 00";
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final ServerSocket listening;
    private final Queue<Script> scripts;
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    /** What happens on one connection; it ends when this returns. */
    interface Script {
        void play(Wire wire) throws IOException;
    }

    /** What is done about a message. */
    interface Answering {
        void answer(Packet packet) throws IOException;
    }

    /** A packet as it came. */
    record Packet(int first, byte[] body) {

        int type() {
            return first >> 4;
        }

        boolean isAlert() {
            return type() == 3 && topic().contains("/alert/");
        }

        String topic() {
            return new String(body, 2, (body[0] & 0xFF) << 8 | (body[1] & 0xFF), StandardCharsets.UTF_8);
        }

        int id() {
            int at = type() == 3 ? 2 + topic().getBytes(StandardCharsets.UTF_8).length : 0;
            return (body[at] & 0xFF) << 8 | (body[at + 1] & 0xFF);
        }

        String alertId() {
            Matcher id = ID.matcher(new String(body, StandardCharsets.UTF_8));
            return id.find() ? id.group(1) : "none";
        }
    }

    ByteBroker(Script... scripts) throws IOException {
        this.scripts = new ConcurrentLinkedQueue<>(Arrays.asList(scripts));
        this.listening = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptAll);
    }

    String url() {
        return "mqtt://127.0.0.1:" + listening.getLocalPort();
    }

    /** Ids of the alerts that were acknowledged without fault, in this order. */
    List<String> taken() {
        return List.copyOf(taken);
    }

    List<String> complaints() {
        return List.copyOf(complaints);
    }

    boolean scriptsAreThrough() {
        return scripts.isEmpty();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = listening.accept();
                Script script = scripts.poll();
                Thread.ofVirtual().start(() -> serve(socket, script == null ? Wire::beGood : script));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket, Script script) {
        try (socket) {
            script.play(new Wire(socket));
        } catch (IOException gone) {
            // The client went away.
        }
    }

    /** One connection, seen from the broker. */
    final class Wire {

        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;

        Wire(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new DataInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        Packet read() throws IOException {
            int first = in.readUnsignedByte();
            int length = 0;
            for (int shift = 0; ; shift += 7) {
                int digit = in.readUnsignedByte();
                length |= (digit & 0x7F) << shift;
                if (digit < 0x80) {
                    break;
                }
            }
            byte[] body = new byte[length];
            in.readFully(body);
            Packet packet = new Packet(first, body);
            if (packet.type() == 3 && packet.topic().isEmpty()) {
                complaints.add("a topic alias was used");
            }
            return packet;
        }

        void send(String hex) throws IOException {
            out.write(HexFormat.of().parseHex(hex.replace(" ", "")));
            out.flush();
        }

        void sendText(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }

        /** Reads the CONNECT and answers it. */
        void connack(String hex) throws IOException {
            read();
            send(hex);
        }

        void puback(Packet packet, int code) throws IOException {
            if (code < 0x80 && packet.isAlert()) {
                taken.add(packet.alertId());
            }
            send("40 04 %04x %02x 00".formatted(packet.id(), code));
        }

        /** The next alert; all that comes before is answered well. */
        Packet upToAlert() throws IOException {
            while (true) {
                Packet packet = read();
                if (packet.isAlert()) {
                    return packet;
                }
                answer(packet);
            }
        }

        /** Reads so many messages without answering. */
        List<Packet> messages(int count) throws IOException {
            List<Packet> messages = new ArrayList<>();
            while (messages.size() < count) {
                Packet packet = read();
                if (packet.type() == 3) {
                    messages.add(packet);
                } else {
                    answer(packet);
                }
            }
            return messages;
        }

        void answer(Packet packet) throws IOException {
            switch (packet.type()) {
                case 1 -> send(CONNACK);
                case 3 -> puback(packet, 0);
                case 8 -> send("90 04 %04x 00 01".formatted(packet.id()));
                case 12 -> send("D0 00");
                case 14 -> throw new IOException("goodbye");
                default -> {}
            }
        }

        /** Answers messages so and all else well. */
        void answering(Answering messages) throws IOException {
            while (true) {
                Packet packet = read();
                if (packet.type() == 3) {
                    messages.answer(packet);
                } else {
                    answer(packet);
                }
            }
        }

        void beGood() throws IOException {
            while (true) {
                answer(read());
            }
        }

        /** Says nothing more, but reads on. */
        void fallSilent() throws IOException {
            while (true) {
                read();
            }
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
