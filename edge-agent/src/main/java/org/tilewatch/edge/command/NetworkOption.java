package org.tilewatch.edge.command;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.detect.network.ChangeNetwork;
import org.tilewatch.edge.watch.NetworkChoice;
import org.tilewatch.edge.watch.NetworkFault;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option by which commands that judge take another network, or none. */
public final class NetworkOption {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--network",
            paramLabel = "FILE",
            description = "Another network (ONNX) in place of the built-in one; 'none': the classical stages alone.")
    private @Nullable String network;

    /** What was asked for. */
    public NetworkChoice choice() {
        if (network == null) {
            return NetworkChoice.BUNDLED;
        }
        return network.equals("none") ? NetworkChoice.NONE : NetworkChoice.own(Path.of(network));
    }

    /** The network for two pictures without a history; a file that cannot be used is wrong usage. Needs OpenCV to be loaded. */
    public Optional<ChangeNetwork> openForPairs() {
        return opened(NetworkChoice::openForPairs);
    }

    private Optional<ChangeNetwork> opened(Opener opener) {
        try {
            return opener.open(choice());
        } catch (NetworkFault e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--network: " + e.getMessage());
        }
    }

    private interface Opener {
        Optional<ChangeNetwork> open(NetworkChoice choice) throws NetworkFault;
    }

    /** Checksum of a station's network, after it was tried out. */
    public Optional<String> id() {
        Optional<ChangeNetwork> opened = opened(NetworkChoice::open);
        Optional<String> id = opened.map(ChangeNetwork::id);
        opened.ifPresent(ChangeNetwork::close);
        return id;
    }
}
