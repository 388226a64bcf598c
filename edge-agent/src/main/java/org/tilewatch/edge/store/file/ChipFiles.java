package org.tilewatch.edge.store.file;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tilewatch.edge.report.Message;

/**
 * The chips of reports: one file per report, named by the SHA-256 of its content. Used under the database's lock.
 *
 * <pre>
 * format 1, big-endian; text is a short with its length in bytes, then modified UTF-8
 * int     'T' 'W' 'C' 'H'
 * short   format version
 * short   number of messages
 * then each message:
 *   text    topic
 *   text    content type
 *   short   number of user properties, then each: text key, text value
 *   long    expiry in milliseconds, -1 for none
 *   byte    1 if retained
 *   int     length of the payload, then the payload
 * </pre>
 *
 * <p>An alert is kept in its row in the same form, as a list of one.
 */
public final class ChipFiles {

    private static final int MAGIC = 'T' << 24 | 'W' << 16 | 'C' << 8 | 'H';
    private static final int VERSION = 1;

    private final StateFolder folder;
    private final boolean durable;

    public ChipFiles(StateFolder folder, boolean durable) {
        this.folder = folder;
        this.durable = durable;
    }

    /** Puts the content in place under its name, durably: it may be named by a row from here on. */
    public String write(byte[] content) throws IOException {
        String sha256 = sha256(content);
        Path file = folder.chips(sha256);
        if (Files.exists(file) && Files.size(file) == content.length) {
            return sha256;
        }
        Path part = folder.chips().resolve(sha256 + ".part");
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            TileFiles.writeFully(channel, ByteBuffer.wrap(content), 0);
            if (durable) {
                channel.force(true);
            }
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        if (durable) {
            StateFolder.force(folder.chips());
        }
        return sha256;
    }

    /** The content of that name; empty if it is gone or no longer what its name says. */
    public Optional<byte[]> read(String sha256) throws IOException {
        Path file = folder.chips(sha256);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] content = Files.readAllBytes(file);
        return sha256(content).equals(sha256) ? Optional.of(content) : Optional.empty();
    }

    public void delete(String sha256) throws IOException {
        Files.deleteIfExists(folder.chips(sha256));
    }

    /** Removes what no row names; where rows were lost with a damaged database, it is put beside that. */
    public void sweep(Set<String> named) throws IOException {
        List<StateFolder> unswept = folder.damaged().stream()
                .map(StateFolder::new)
                .filter(each -> Files.exists(each.unsweptMark()))
                .toList();
        try (Stream<Path> found = Files.list(folder.chips())) {
            for (Path path : (Iterable<Path>) found::iterator) {
                String name = path.getFileName().toString();
                if (name.endsWith(StateFolder.CHIPS_SUFFIX)
                        && named.contains(name.substring(0, name.length() - StateFolder.CHIPS_SUFFIX.length()))) {
                    continue;
                }
                if (unswept.isEmpty()) {
                    Files.delete(path);
                } else {
                    Path aside = unswept.getLast().root().resolve(name);
                    Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        for (StateFolder swept : unswept) {
            Files.delete(swept.unsweptMark());
        }
    }

    public static byte[] encode(List<Message> messages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(MAGIC);
        out.writeShort(VERSION);
        out.writeShort(messages.size());
        for (Message message : messages) {
            out.writeUTF(message.topic());
            out.writeUTF(message.contentType());
            out.writeShort(message.userProperties().size());
            for (Map.Entry<String, String> property : message.userProperties().entrySet()) {
                out.writeUTF(property.getKey());
                out.writeUTF(property.getValue());
            }
            out.writeLong(message.expiry().map(Duration::toMillis).orElse(-1L));
            out.writeBoolean(message.retained());
            out.writeInt(message.payload().length);
            out.write(message.payload());
        }
        return bytes.toByteArray();
    }

    public static List<Message> decode(byte[] content) throws UnreadableMessages {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(content));
        try {
            int magic = in.readInt();
            int version = in.readUnsignedShort();
            if (magic != MAGIC || version != VERSION) {
                throw new UnreadableMessages("unknown format %08x version %d".formatted(magic, version));
            }
            int count = in.readUnsignedShort();
            List<Message> messages = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                messages.add(decodeOne(in));
            }
            return messages;
        } catch (UnreadableMessages e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            throw new UnreadableMessages("cut short or garbled: " + e);
        }
    }

    private static Message decodeOne(DataInputStream in) throws IOException {
        String topic = in.readUTF();
        String contentType = in.readUTF();
        Map<String, String> properties = new LinkedHashMap<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            String key = in.readUTF();
            properties.put(key, in.readUTF());
        }
        long expiryMillis = in.readLong();
        boolean retained = in.readBoolean();
        byte[] payload = in.readNBytes(in.readInt());
        Optional<Duration> expiry = expiryMillis < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(expiryMillis));
        return new Message(topic, payload, contentType, properties, expiry, retained);
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }

    /** Stored messages are not what was stored. */
    public static final class UnreadableMessages extends IOException {
        private static final long serialVersionUID = 1;

        UnreadableMessages(String message) {
            super(message);
        }
    }
}
