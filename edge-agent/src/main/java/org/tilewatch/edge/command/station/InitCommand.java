package org.tilewatch.edge.command.station;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.config.Config;
import org.tilewatch.edge.config.document.WrongConfiguration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a configuration and a sites file to start from, after four questions. */
@Command(
        name = "init",
        header = "Writes a configuration and a sites file to start from.",
        description =
                "%nAsks for name, place, inbox and broker, each with a default; what is given as an option is not "
                        + "asked. Nothing is ever overwritten.%n")
public final class InitCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--profile",
            defaultValue = "station",
            paramLabel = "NAME",
            description = "hobby (a receiver at home, with Home Assistant) or station; default: ${DEFAULT-VALUE}")
    private String profile = "station";

    @Option(names = "--dir", defaultValue = ".", paramLabel = "DIR", description = "where to; default: here")
    private Path folder = Path.of(".");

    @Option(names = "--name", paramLabel = "NAME", description = "what the station is called")
    private @Nullable String name;

    @Option(names = "--place", paramLabel = "LAT,LON", description = "middle of what is watched, degrees")
    private @Nullable String place;

    @Option(names = "--inbox", paramLabel = "DIR", description = "where images arrive")
    private @Nullable String inbox;

    @Option(names = "--broker", paramLabel = "URL", description = "mqtt://HOST[:PORT] or mqtts://HOST[:PORT]")
    private @Nullable String broker;

    @Option(names = "--yes", description = "ask nothing: defaults for what is not given")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        Profile chosen = Profile.of(profile)
                .orElseThrow(() -> wrong("--profile %s: allowed are hobby and station".formatted(profile)));
        Path configuration = folder.resolve("station.yaml");
        Path sites = folder.resolve("sites.geojson");
        for (Path file : List.of(configuration, sites)) {
            if (Files.exists(file)) {
                throw new IOException("%s is there already: nothing was written".formatted(file));
            }
        }
        Answers answers = answers();
        Files.createDirectories(folder);
        Files.writeString(sites, StartingFiles.sites(answers, chosen), StandardOpenOption.CREATE_NEW);
        Files.writeString(configuration, StartingFiles.configuration(answers, chosen), StandardOpenOption.CREATE_NEW);
        makeInbox(folder.resolve(answers.inbox()));
        if (answers.plainBeyondThisMachine()) {
            spec.commandLine()
                    .getOut()
                    .printf(
                            "note: the link to %s is plain, others on the network can read and write there%n",
                            answers.broker().getHost());
        }
        return told(configuration, sites);
    }

    /** So that {@code doctor}, the next step, finds it; one that only its owner can make is left to it to tell. */
    private void makeInbox(Path inbox) {
        try {
            Files.createDirectories(inbox);
        } catch (IOException e) {
            spec.commandLine().getOut().printf("note: the inbox %s could not be made (%s)%n", inbox, e);
        }
    }

    private Answers answers() throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        return new Answers(
                answer(in, name, "What is the station called?", hostName(), Answers::name),
                answer(in, place, "What does it watch? Latitude, longitude of the middle:", "", Answers::place),
                answer(in, inbox, "Where do images arrive?", "inbox", Answers::inbox),
                answer(in, broker, "Where is the MQTT broker?", "mqtt://localhost:1883", Answers::broker));
    }

    /** What was given, else what is answered, else the default; asks again until it fits. */
    private <T> T answer(
            BufferedReader in, @Nullable String given, String question, String usual, Function<String, T> reading)
            throws IOException {
        if (given != null || yes) {
            try {
                return reading.apply(given == null ? usual : given);
            } catch (IllegalArgumentException e) {
                throw wrong(String.valueOf(e.getMessage()));
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        while (true) {
            out.print(question + (usual.isEmpty() ? " " : " [" + usual + "] "));
            out.flush();
            @Nullable String line = in.readLine();
            try {
                return reading.apply(line == null || line.isBlank() ? usual : line.strip());
            } catch (IllegalArgumentException e) {
                if (line == null) {
                    throw wrong(String.valueOf(e.getMessage()));
                }
                out.println("  " + e.getMessage());
            }
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why + "; nothing was written");
    }

    private static String hostName() {
        try {
            String host = InetAddress.getLocalHost().getHostName();
            return host.contains(".") ? host.substring(0, host.indexOf('.')) : host;
        } catch (UnknownHostException e) {
            return "station";
        }
    }

    private int told(Path configuration, Path sites) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(Locale.ROOT, "wrote %s and %s%n", configuration, sites);
        Optional<WrongConfiguration> problems = problems(configuration);
        problems.ifPresent(each -> each.problems().forEach(problem -> out.println("to be mended: " + problem)));
        out.printf(
                "Next:%n  tilewatch doctor --config %s     tests this machine and the broker%n"
                        + "  tilewatch run --config %s        until Ctrl-C%n",
                configuration, configuration);
        out.flush();
        return 0;
    }

    private static Optional<WrongConfiguration> problems(Path configuration) {
        try {
            Config.read(configuration);
            return Optional.empty();
        } catch (WrongConfiguration wrong) {
            return Optional.of(wrong);
        }
    }
}
