package org.tilewatch.edge.watch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.detect.network.UnusableNetwork;

/**
 * Which network is to be run.
 *
 * @param file the user's own ONNX file; empty for the one that comes with the program
 * @param wanted false if the classical stages are to judge alone
 */
public record NetworkChoice(Optional<Path> file, boolean wanted) {

    /** The network that comes with the program. */
    public static final NetworkChoice BUNDLED = new NetworkChoice(Optional.empty(), true);

    /** The classical stages alone. */
    public static final NetworkChoice NONE = new NetworkChoice(Optional.empty(), false);

    private static final String RESOURCE = "change.onnx";
    private static final long MOST_BYTES = 64L << 20;

    /** The user's own. */
    public static NetworkChoice own(Path file) {
        return new NetworkChoice(Optional.of(file), true);
    }

    /**
     * A network for one owner; needs {@link org.tilewatch.edge.imagery.Natives#load()} before.
     *
     * @throws IOException with the file and why it cannot be read or used
     */
    public Optional<ChangeNetwork> open() throws IOException {
        if (!wanted) {
            return Optional.empty();
        }
        try {
            return Optional.of(file.isPresent() ? read(file.get()) : bundled());
        } catch (UnusableNetwork e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static ChangeNetwork read(Path file) throws IOException, UnusableNetwork {
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": no such file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("%s has %d bytes, at most %d are read".formatted(file, Files.size(file), MOST_BYTES));
        }
        return ChangeNetwork.of(Files.readAllBytes(file), file.toString());
    }

    private static ChangeNetwork bundled() throws IOException, UnusableNetwork {
        try (InputStream in = NetworkChoice.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException("this build holds no " + RESOURCE);
            }
            return ChangeNetwork.of(in.readAllBytes(), RESOURCE);
        }
    }
}
