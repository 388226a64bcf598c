package org.tilewatch.edge.publish;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker that speaks just enough MQTT 5 to give answers that a real one gives only when it is in trouble. */
final class ScriptedBroker implements AutoCloseable {

    private final ServerSocket listening;
    private final byte[] connackProperties;
    private final int answerEvery;
    private final int[] pubackCodes;
    private final AtomicInteger published = new AtomicInteger();

    /**
     * @param connackProperties as on the wire, without their length
     * @param answerEvery PUBACKs are held back until this many can be sent together; 0 for never
     * @param pubackCodes reason codes in the order of the messages, the last one for all that follow
     */
    ScriptedBroker(byte[] connackProperties, int answerEvery, int... pubackCodes) {
        this.connackProperties = connackProperties;
        this.answerEvery = answerEvery;
        this.pubackCodes = pubackCodes;
        try {
            listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::acceptAll);
    }

    String url() {
        return "mqtt://127.0.0.1:" + listening.getLocalPort();
    }

    /** PUBLISH packets that arrived. */
    int published() {
        return published.get();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void acceptAll() {
        try {
            while (true) {
                Socket socket = listening.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            List<Integer> unanswered = new ArrayList<>();
            while (true) {
                int type = in.readUnsignedByte() >> 4;
                byte[] body = new byte[remainingLength(in)];
                in.readFully(body);
                switch (type) {
                    case 1 -> connack(out);
                    case 3 -> {
                        published.incrementAndGet();
                        int topicBytes = (body[0] & 0xFF) << 8 | (body[1] & 0xFF);
                        unanswered.add((body[2 + topicBytes] & 0xFF) << 8 | (body[3 + topicBytes] & 0xFF));
                        if (unanswered.size() == answerEvery) {
                            pubacks(out, unanswered);
                        }
                    }
                    case 14 -> {
                        return;
                    }
                    default -> {}
                }
            }
        } catch (IOException gone) {
            // The client went away.
        }
    }

    private void connack(OutputStream out) throws IOException {
        byte[] packet = new byte[5 + connackProperties.length];
        packet[0] = 0x20;
        packet[1] = (byte) (3 + connackProperties.length);
        packet[4] = (byte) connackProperties.length;
        System.arraycopy(connackProperties, 0, packet, 5, connackProperties.length);
        out.write(packet);
        out.flush();
    }

    private void pubacks(OutputStream out, List<Integer> ids) throws IOException {
        int first = published.get() - ids.size();
        for (int i = 0; i < ids.size(); i++) {
            int code = pubackCodes[Math.min(first + i, pubackCodes.length - 1)];
            int id = ids.get(i);
            out.write(new byte[] {0x40, 4, (byte) (id >> 8), (byte) id, (byte) code, 0});
        }
        out.flush();
        ids.clear();
    }

    private static int remainingLength(DataInputStream in) throws IOException {
        int length = 0;
        for (int shift = 0; ; shift += 7) {
            int digit = in.readUnsignedByte();
            length |= (digit & 0x7F) << shift;
            if (digit < 0x80) {
                return length;
            }
        }
    }
}
