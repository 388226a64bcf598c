package org.tilewatch.edge.detect.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

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

    /** The user's own. */
    public static NetworkChoice own(Path file) {
        return new NetworkChoice(Optional.of(file), true);
    }

    /** A network for one owner; needs {@link org.tilewatch.edge.imagery.Natives#load()} before. */
    public Optional<ChangeNetwork> open() throws IOException, UnusableNetwork {
        if (!wanted) {
            return Optional.empty();
        }
        return Optional.of(file.isPresent() ? ChangeNetwork.read(file.get()) : ChangeNetwork.bundled());
    }
}
