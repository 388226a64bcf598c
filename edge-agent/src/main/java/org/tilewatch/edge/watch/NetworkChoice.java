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
     * @throws NetworkFault with the file and why it cannot be read or used
     */
    public Optional<ChangeNetwork> open() throws NetworkFault {
        if (!wanted) {
            return Optional.empty();
        }
        try {
            return Optional.of(file.isPresent() ? read(file.get()) : bundled());
        } catch (UnusableNetwork e) {
            throw new NetworkFault(String.valueOf(e.getMessage()), e);
        } catch (NetworkFault e) {
            throw e;
        } catch (IOException e) {
            throw new NetworkFault(name() + " cannot be read: " + e, e);
        }
    }

    /** For people: the file, or what stands in its place. */
    public String name() {
        return wanted ? file.map(Path::toString).orElse(RESOURCE + " of this build") : "none";
    }

    private static ChangeNetwork read(Path file) throws IOException, UnusableNetwork {
        if (!Files.isRegularFile(file)) {
            throw new NetworkFault(file + ": no such file", null);
        }
        if (Files.size(file) > MOST_BYTES) {
            throw new NetworkFault(
                    "%s has %d bytes, at most %d are read".formatted(file, Files.size(file), MOST_BYTES), null);
        }
        return ChangeNetwork.of(Files.readAllBytes(file), file.toString());
    }

    private static ChangeNetwork bundled() throws IOException, UnusableNetwork {
        try (InputStream in = NetworkChoice.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new NetworkFault("this build holds no " + RESOURCE, null);
            }
            return ChangeNetwork.of(in.readAllBytes(), RESOURCE);
        }
    }
}
