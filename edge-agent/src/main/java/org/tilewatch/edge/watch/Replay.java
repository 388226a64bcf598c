package org.tilewatch.edge.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tilewatch.edge.detect.DetectorSettings;
import org.tilewatch.edge.ingest.Decoder;
import org.tilewatch.edge.ingest.Scene;
import org.tilewatch.edge.ingest.decode.satdump.PassFolder;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.UnreadableTile;
import org.tilewatch.edge.site.watched.SiteNames;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.store.Store;
import org.tilewatch.edge.watch.coarse.CoarseJudge;
import org.tilewatch.edge.watch.coarse.CoarseProfile;
import org.tilewatch.edge.watch.coarse.Maps;
import org.tilewatch.edge.watch.look.AlertPolicy;
import org.tilewatch.edge.watch.look.Judged;
import org.tilewatch.edge.watch.look.LookJudge;

/**
 * Feeds every image below a folder, in order of acquisition time, through the station's own pipeline with an empty state; each folder
 * is one site. Sites are shared out to the threads, so that the looks of one site stay in order; results come in order of time.
 */
public final class Replay {

    private static final Set<String> ENDINGS = Set.of("tif", "tiff", "png", "jpg", "jpeg", "jp2");

    private final Path root;
    private final Store store;
    private final SiteNames names;
    private final int threads;
    private final NetworkChoice network;
    private final AlertPolicy policy;
    private final Optional<CoarseProfile> coarse;
    private final Maps maps;

    public Replay(
            Path root, Store store, List<WatchedSite> sites, int threads, NetworkChoice network, AlertPolicy policy) {
        this(root, store, sites, threads, network, policy, Optional.empty(), Maps.NONE);
    }

    private Replay(
            Path root,
            Store store,
            List<WatchedSite> sites,
            int threads,
            NetworkChoice network,
            AlertPolicy policy,
            Optional<CoarseProfile> coarse,
            Maps maps) {
        this.coarse = coarse;
        this.maps = maps;
        this.network = network;
        this.root = root;
        this.store = store;
        this.names = new SiteNames(sites, true);
        this.threads = threads;
        this.policy = policy;
    }

    /** The same folder by the coarse profile. */
    public static Replay coarse(
            Path root, Store store, List<WatchedSite> sites, int threads, CoarseProfile profile, Maps maps) {
        return new Replay(
                root, store, sites, threads, NetworkChoice.NONE, profile.policy(), Optional.of(profile), maps);
    }

    /**
     * One image to be replayed.
     *
     * @param sites names of those that it shows, at least one
     */
    public record Item(Path file, String source, String folder, Instant acquired, long pixels, List<String> sites) {}

    /** Every image below the folder, oldest acquisition first, ties by name. */
    public List<Item> items() throws IOException {
        List<Path> files;
        // The folder itself may be a link; below it none is followed.
        Path real = root.toRealPath();
        try (Stream<Path> walk = Files.walk(real)) {
            files = withoutChannels(walk.map(found -> root.resolve(real.relativize(found)))
                    .filter(Files::isRegularFile)
                    .filter(file -> isImage(file) || PassFolder.isDataset(file))
                    .sorted()
                    .toList());
        }
        List<Item> items = new ArrayList<>();
        try (Decoder decoder = new Decoder(Caps.DEFAULT)) {
            for (Path file : files) {
                items.add(item(decoder, file, items.size()));
            }
        }
        items.sort(Comparator.comparing(Item::acquired).thenComparing(Item::source));
        return items;
    }

    /** A pass is one look, whatever images lie in it. */
    private static List<Path> withoutChannels(List<Path> files) {
        Set<Path> passes = files.stream()
                .filter(PassFolder::isDataset)
                .map(Path::getParent)
                .collect(Collectors.toSet());
        return files.stream()
                .filter(file -> PassFolder.isDataset(file) || passes.stream().noneMatch(pass -> file.startsWith(pass)))
                .toList();
    }

    private Item item(Decoder decoder, Path file, int number) throws IOException {
        String source = root.relativize(file).toString();
        Path place = PassFolder.isDataset(file) ? file.resolveSibling(".").normalize() : file;
        Path parent = root.relativize(place).getParent();
        String folder = parent == null
                ? String.valueOf(root.toAbsolutePath().normalize().getFileName())
                : parent.toString();
        Instant unknown = Instant.EPOCH.plusSeconds(number);
        try {
            Scene scene = decoder.peek(file, unknown);
            return new Item(
                    file,
                    source,
                    folder,
                    scene.pass().acquired(),
                    (long) scene.width() * scene.height(),
                    sitesOf(scene, folder));
        } catch (UnreadableTile e) {
            List<String> site = List.of(SiteNames.tidy(folder));
            return new Item(file, source, folder, unknown, 0, site);
        }
    }

    private List<String> sitesOf(Scene scene, String folder) {
        return names.shown(scene.footprint(), scene.collection(), folder, scene.namePart()).stream()
                .map(SiteNames.Shown::site)
                .toList();
    }

    private static boolean isImage(Path file) {
        String name = String.valueOf(file.getFileName());
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
    }

    /**
     * Screens the items.
     *
     * @param each is told of each item in turn, on the calling thread
     */
    public void run(List<Item> items, BiConsumer<Item, Screening.Result> each)
            throws IOException, InterruptedException {
        if (threads == 1) {
            try (Screening screening = screening()) {
                for (Item item : items) {
                    each.accept(item, screen(screening, item));
                }
            }
            return;
        }
        Map<String, String> groups = groups(items);
        List<BlockingQueue<Outcome>> queues = new ArrayList<>();
        List<Thread> workers = new ArrayList<>();
        for (int worker = 0; worker < threads; worker++) {
            BlockingQueue<Outcome> queue = new ArrayBlockingQueue<>(256);
            int number = worker;
            List<Item> share = items.stream()
                    .filter(item -> workerOf(item, groups) == number)
                    .toList();
            queues.add(queue);
            workers.add(Thread.ofPlatform().name("replay-" + worker).start(() -> work(share, queue)));
        }
        try {
            for (Item item : items) {
                each.accept(item, queues.get(workerOf(item, groups)).take().result());
            }
        } finally {
            workers.forEach(Thread::interrupt);
            for (Thread worker : workers) {
                worker.join();
            }
        }
    }

    private record Outcome(
            Screening.@Nullable Result value, @Nullable Throwable failure) {

        Screening.Result result() throws IOException {
            if (value != null) {
                return value;
            }
            throw new IOException("a worker failed", failure);
        }
    }

    /** The looks of one site are taken by one worker, in order; so are those of sites that any scene shows together. */
    private int workerOf(Item item, Map<String, String> groups) {
        return Math.floorMod(group(item.sites().getFirst(), groups).hashCode(), threads);
    }

    /** Leads from each site but one of a group to another one. */
    private static Map<String, String> groups(List<Item> items) {
        Map<String, String> groups = new HashMap<>();
        for (Item item : items) {
            String group = group(item.sites().getFirst(), groups);
            for (String site : item.sites()) {
                String other = group(site, groups);
                if (!other.equals(group)) {
                    groups.put(other, group);
                }
            }
        }
        return groups;
    }

    private static String group(String site, Map<String, String> groups) {
        String at = site;
        while (groups.containsKey(at)) {
            at = groups.get(at);
        }
        return at;
    }

    private void work(List<Item> share, BlockingQueue<Outcome> queue) {
        try (Screening screening = screening()) {
            for (Item item : share) {
                queue.put(new Outcome(screen(screening, item), null));
            }
        } catch (InterruptedException | CancellationException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            queue.offer(new Outcome(null, e));
        }
    }

    private Screening screening() throws IOException {
        Judged.Maker judge = coarse.isPresent()
                ? new CoarseJudge(store, coarse.get(), Optional.empty(), maps)
                : new LookJudge(store, DetectorSettings.DEFAULT, network.open(), policy, Optional.empty());
        return new Screening(store, new Decoder(Caps.DEFAULT), judge, names);
    }

    private static Screening.Result screen(Screening screening, Item item) throws IOException {
        return screening.screen(new Screening.Candidate(
                item.file(), item.source(), item.folder(), item.acquired(), key(item.source()), Optional.empty()));
    }

    /** In a replay every file is a look of its own, so its path tells it apart; nothing is read twice. */
    private static String key(String source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
