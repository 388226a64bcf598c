package org.tilewatch.calibration.evaluate.series;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import me.tongfei.progressbar.ProgressBar;
import org.tilewatch.calibration.truth.SiteTruth;
import org.tilewatch.edge.command.Folders;
import org.tilewatch.edge.command.TerminalBar;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.NetworkChoice;
import org.tilewatch.edge.watch.Replay;
import org.tilewatch.edge.watch.Screening.Result;
import org.tilewatch.edge.watch.json.LookJson;
import org.tilewatch.edge.watch.look.AlertPolicy;

/** Runs series through the agent's pipeline, as {@code replay} does, and keeps what was told about each look. */
public final class SeriesRun {

    private final Path root;
    private final NetworkChoice network;
    private final AlertPolicy policy;
    private final Map<Path, Map<String, LookAnswer>> answers = new TreeMap<>();
    private final Map<Path, Integer> objects = new HashMap<>();

    public SeriesRun(Path root, NetworkChoice network, AlertPolicy policy) {
        this.root = root;
        this.network = network;
        this.policy = policy;
    }

    /** What the agent made of the sites. */
    public List<SiteFacts> facts(List<SiteTruth> sites) throws IOException, InterruptedException {
        answers(new HashSet<>(sites.stream().map(SiteTruth::folder).toList()));
        List<SiteFacts> facts = new ArrayList<>();
        for (SiteTruth site : sites) {
            facts.add(SiteMatch.of(site, answers.getOrDefault(site.folder(), Map.of())));
        }
        return facts;
    }

    /**
     * What the agent told, by folder and name of file.
     *
     * @param folders that are run, images elsewhere being passed over; empty for all
     */
    public Map<Path, Map<String, LookAnswer>> answers(Set<Path> folders) throws IOException, InterruptedException {
        Natives.load();
        Path state = Files.createTempDirectory("tilewatch-evaluate");
        try (Store store = Store.open(state, Store.Durability.TEMPORARY, Clock.systemUTC())) {
            Replay replay = new Replay(root, store, List.of(), 1, network, policy);
            List<Replay.Item> items = replay.items().stream()
                    .filter(item -> folders.isEmpty() || folders.contains(folder(item)))
                    .toList();
            LookJson json = new LookJson(false, Optional.empty());
            try (ProgressBar bar = TerminalBar.of("replay", items.size(), " looks")) {
                replay.run(items, (item, result) -> {
                    keep(item, line(json, item, result));
                    bar.step();
                });
            }
        } finally {
            Folders.remove(state);
        }
        return answers;
    }

    private static Path folder(Replay.Item item) {
        return Objects.requireNonNull(item.file().toAbsolutePath().normalize().getParent());
    }

    private String line(LookJson json, Replay.Item item, Result result) {
        return switch (result) {
            case Result.Settled settled ->
                json.line(item.source(), settled.judgements().getFirst(), policy.id());
            case Result.Refused refused -> json.unusable(item.source(), item.folder(), refused.reason());
            case Result.Repeated repeated -> json.unusable(item.source(), item.folder(), "repeated");
        };
    }

    private void keep(Replay.Item item, String line) {
        Path folder = folder(item);
        Map<String, LookAnswer> here = answers.computeIfAbsent(folder, none -> new LinkedHashMap<>());
        LookAnswer answer = LookAnswer.read(line, here.size(), objects.getOrDefault(folder, 0), item.pixels());
        objects.merge(folder, answer.objects().size(), Integer::sum);
        here.put(String.valueOf(item.file().getFileName()), answer);
    }
}
