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

    /** For the candidates of a station. */
    private static final String RESOURCE = "change.onnx";

    /** For pictures years apart: trained on for longer, better at buildings, worse at halls that are half built. */
    private static final String FOR_PAIRS = "pairs.onnx";

    private static final long MOST_BYTES = 64L << 20;

    /** The user's own. */
    public static NetworkChoice own(Path file) {
        return new NetworkChoice(Optional.of(file), true);
    }

    /**
     * The network of a station, for one owner; needs {@link org.tilewatch.edge.imagery.Natives#load()} before.
     *
     * @throws NetworkFault with the file and why it cannot be read or used
     */
    public Optional<ChangeNetwork> open() throws NetworkFault {
        return open(RESOURCE);
    }

    /** The same for two pictures without a history. A user's own file serves both. */
    public Optional<ChangeNetwork> openForPairs() throws NetworkFault {
        return open(FOR_PAIRS);
    }

    private Optional<ChangeNetwork> open(String resource) throws NetworkFault {
        if (!wanted) {
            return Optional.empty();
        }
        try {
            return Optional.of(file.isPresent() ? read(file.get()) : bundled(resource));
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

    private static ChangeNetwork bundled(String resource) throws IOException, UnusableNetwork {
        try (InputStream in = NetworkChoice.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new NetworkFault("this build holds no " + resource, null);
            }
            return ChangeNetwork.of(in.readAllBytes(), resource);
        }
    }
}
