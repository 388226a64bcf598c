package org.tilewatch.edge.command.queue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.report.Message;
import org.tilewatch.edge.store.Archive.Archived;
import org.tilewatch.edge.store.Archive.State;
import org.tilewatch.edge.store.QueueDesk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The outbox for people: what waits, what can never pass, and what to do about it. Works beside a running agent too. */
@Command(
        name = "queue",
        header = "Looks at the outbox and mends it.",
        synopsisSubcommandLabel = "(list | show | requeue | drop)",
        description = "%nWorks while the agent runs as well as when it is stopped. An ID may be cut to its first"
                + " characters.%n")
public final class QueueCommand implements Runnable {

    private static final int SHORTEST_ID = 4;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "What with the queue? list, show, requeue or drop");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            header = "Shows what waits, in the order of sending, and the dead letters with the reason.")
    int list(
            @Mixin StateOption state,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "100", description = "Most reports of a state.")
                    int limit,
            @Option(names = "--json", description = "One JSON object.") boolean json)
            throws WrongConfiguration, IOException {
        try (QueueDesk desk = QueueDesk.look(state.folder())) {
            List<Archived> reports = new ArrayList<>();
            for (State each : List.of(State.WAITING, State.DEAD, State.DROPPED)) {
                reports.addAll(desk.inOrder(each, limit));
            }
            out().print(json ? QueueJson.list(desk.counts(), reports) : QueueText.list(desk.counts(), reports, now()));
            out().flush();
            return 0;
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            header = "Shows one report, also one that was sent; saves its alert and chips with --out.")
    int show(
            @Mixin StateOption state,
            @Parameters(paramLabel = "ID", description = "Id of the alert.") String id,
            @Option(names = "--out", paramLabel = "DIR", description = "Save alert.json and the chips there.") @Nullable
                    Path folder,
            @Option(names = "--json", description = "One JSON object.") boolean json)
            throws WrongConfiguration, IOException {
        try (QueueDesk desk = QueueDesk.look(state.folder())) {
            Archived report = one(desk, id);
            if (folder != null) {
                save(desk, report, folder);
            }
            out().print(json ? QueueJson.report(report) : QueueText.report(report, now()));
            out().flush();
            return 0;
        }
    }

    private static void save(QueueDesk desk, Archived report, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("alert.json"), report.json());
        for (String role : List.of("before", "after", "diff")) {
            Optional<Message> chip = desk.archive().chip(report.alertId(), role);
            if (chip.isPresent()) {
                String suffix = chip.get().contentType().equals("image/webp") ? ".webp" : ".jpg";
                Files.write(folder.resolve(role + suffix), chip.get().payload());
            }
        }
    }

    @Command(
            name = "requeue",
            mixinStandardHelpOptions = true,
            header = "Lets a dead letter or a dropped report wait again, at its old place.")
    int requeue(@Mixin StateOption state, @Parameters(paramLabel = "ID", description = "Id of the alert.") String id)
            throws WrongConfiguration, IOException {
        try (QueueDesk desk = QueueDesk.change(state.folder(), InstantSource.system())) {
            Archived report = one(desk, id);
            if (!desk.requeue(report.alertId())) {
                return refused(report, "only a dead letter or a dropped report can be queued again");
            }
            return done("%s waits again%n".formatted(report.alertId()));
        }
    }

    @Command(
            name = "drop",
            mixinStandardHelpOptions = true,
            header = "Takes a report out of the outbox for good; it stays on record and is counted.")
    int drop(
            @Mixin StateOption state,
            @Parameters(paramLabel = "ID", description = "Id of the alert.") String id,
            @Option(names = "--yes", description = "Do not ask.") boolean yes,
            @Option(names = "--reason", paramLabel = "TEXT", description = "Why; goes on record.") @Nullable
                    String reason)
            throws WrongConfiguration, IOException {
        try (QueueDesk desk = QueueDesk.change(state.folder(), InstantSource.system())) {
            Archived report = one(desk, id);
            if (!yes && !confirmed(report)) {
                return refused(report, "nothing was dropped; say yes, or give --yes");
            }
            String by = "dropped by " + System.getProperty("user.name") + (reason == null ? "" : ": " + reason);
            if (!desk.drop(report.alertId(), by)) {
                return refused(report, "only a report that waits or a dead letter can be dropped");
            }
            return done("%s dropped, %,d so far; 'queue requeue' takes it back%n"
                    .formatted(report.alertId(), desk.counts().droppedReports()));
        }
    }

    private boolean confirmed(Archived report) throws IOException {
        out().print(QueueText.report(report, now()) + "This report will never be sent. Drop it? (yes/no) ");
        out().flush();
        @Nullable String answer = new BufferedReader(QueueText.standardInput()).readLine();
        return answer != null && answer.strip().equals("yes");
    }

    private Archived one(QueueDesk desk, String id) throws IOException {
        if (id.length() < SHORTEST_ID) {
            throw new ParameterException(
                    spec.commandLine(), "ID '%s': at least %d characters are needed".formatted(id, SHORTEST_ID));
        }
        List<Archived> found = desk.beginningWith(id, 2);
        if (found.size() != 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "ID '%s': %s"
                            .formatted(id, found.isEmpty() ? "there is no such report" : "more than one begins so"));
        }
        return found.getFirst();
    }

    private int refused(Archived report, String why) {
        spec.commandLine()
                .getErr()
                .printf("tilewatch: report %s %s: %s%n", report.alertId(), QueueText.state(report), why);
        return 1;
    }

    private int done(String what) {
        out().print(what);
        out().flush();
        return 0;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private static Instant now() {
        return Instant.now();
    }
}
