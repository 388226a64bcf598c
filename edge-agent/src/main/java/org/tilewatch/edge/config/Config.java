package org.tilewatch.edge.config;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.config.document.WrongConfiguration.Problem;
import org.tilewatch.edge.imagery.spectrum.SpectralBand;
import org.tilewatch.edge.site.watched.WatchedSite;

/**
 * The configuration: one record per concern, checked as a whole before the first loop starts. All paths are absolute.
 *
 * @param file where it was read
 * @param state folder for baselines, ledger and outbox; may not exist yet
 * @param sitesFile where the sites were read, if a file is named
 * @param sites the watched sites; empty where no file is named
 * @param profile what was learned about scores and thresholds; empty: the built-in ones hold
 * @param coarse whether looks are judged as pixels of 50 m to 5 km want it
 * @param lamps empty: the station has none
 * @param console empty: no page is served
 * @param homeAssistant empty: nothing is announced to it, and nothing taken back
 * @param notices who is called on an alert; empty: nobody
 * @param linksBaseUrl what links in alerts begin with
 * @param threads looks to be worked on at the same time, each of other sites, 1 to 64
 * @param settings every value that holds, with the line it stands in
 */
public record Config(
        Path file,
        Station station,
        Inbox inbox,
        Decoding decoding,
        Path state,
        Mqtt mqtt,
        Optional<Path> sitesFile,
        List<WatchedSite> sites,
        Network network,
        Alerts alerts,
        Optional<Profile> profile,
        boolean coarse,
        Optional<Lamps> lamps,
        Optional<Console> console,
        Optional<HomeAssistant> homeAssistant,
        Optional<Notify> notices,
        Retention retention,
        Optional<URI> linksBaseUrl,
        int threads,
        List<Setting> settings) {

    /** Reads and checks a file with all files that it names. Reads only: no folder is made. */
    public static Config read(Path file) throws WrongConfiguration {
        return new ConfigReader(file.toAbsolutePath().normalize()).read();
    }

    /** What turned out to be wrong with a key only when it was put to use, told like any other problem of the file. */
    public WrongConfiguration wrong(String key, String what) {
        Setting place = settings.stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst()
                .orElse(new Setting(key, "", 0, 0));
        return new WrongConfiguration(List.of(new Problem(file, place.line(), place.column(), key, what)));
    }

    /** Who the station is: {@code id} is 1 to 32 of a-z, 0-9 and -; {@code name} is for people. */
    public record Station(String id, String name, Optional<Location> location) {}

    /** A place on Earth in WGS 84: -180 to 180 and -90 to 90. */
    public record Location(double longitudeDegrees, double latitudeDegrees) {}

    /**
     * Where images arrive.
     *
     * @param sidecarWait how long an image waits for its STAC Item or world file
     * @param quietPeriod how long a file must not have grown to be taken as complete
     * @param keptFolder where processed images go with {@link Afterwards#MOVE}
     * @param noTilesAfter how long no image may come before that is a condition
     * @param terms of use of the images
     * @param bands what the bands of images show where the files do not tell; empty if nobody says
     */
    public record Inbox(
            Path folder,
            Afterwards afterwards,
            Duration sidecarWait,
            Duration quietPeriod,
            Path keptFolder,
            Duration noTilesAfter,
            Optional<String> terms,
            Passes passes,
            List<SpectralBand> bands) {}

    /**
     * Folders of SatDump.
     *
     * @param everyFolder every folder right below the inbox is one
     * @param quiet nothing in one must have changed for so long
     * @param patience how long one that cannot be used waits
     */
    public record Passes(boolean everyFolder, Duration quiet, Duration patience) {}

    /**
     * What the decoder's process may take.
     *
     * @param timeout for each 16 megapixels begun
     * @param maxMemoryBytes resident, whatever the image
     */
    public record Decoding(Duration timeout, long maxMemoryBytes) {}

    /** What happens to an image once its verdict is recorded. */
    public enum Afterwards {
        KEEP,
        MOVE,
        DELETE
    }

    /**
     * The link to the broker.
     *
     * @param url scheme {@code mqtts}, {@code ssl} (TLS), {@code mqtt} or {@code tcp} (plain), without user information
     * @param insecure plain links beyond this machine are wanted
     * @param root topics begin with this, then the station's id; without slashes at its ends
     * @param commands taken from the broker; no other is
     */
    public record Mqtt(
            URI url,
            Optional<String> user,
            Optional<Path> passwordFile,
            Optional<Path> caFile,
            Optional<Path> certFile,
            Optional<Path> keyFile,
            boolean insecure,
            String root,
            List<Cmd> commands) {

        /** Whether the link is without TLS. */
        public boolean plain() {
            return url.getScheme().equals("tcp") || url.getScheme().equals("mqtt");
        }

        /** The password, read now so that it is held no longer than needed. */
        public Optional<String> password() throws IOException {
            return passwordFile.isEmpty() ? Optional.empty() : Optional.of(firstLine(passwordFile.get()));
        }
    }

    /** Commands that can come from the broker; {@code name()} in small letters is the level in the topic. */
    public enum Cmd {
        ACCEPT,
        REJECT,
        SILENCE,
        ARM,
        DISARM,
        REBASELINE,
        RESEND
    }

    /**
     * The network that has a say in what changed.
     *
     * @param wanted false if the classical stages are to judge alone
     * @param file the user's own, readable when the configuration was read; empty for the one that comes with the program
     */
    public record Network(boolean wanted, Optional<Path> file) {}

    /**
     * What the operator wants to be told.
     *
     * @param falsePerHundredTiles false alerts that are accepted per hundred tile-looks (256 px): 0.01 to 100
     * @param leastKm2 smallest change that the coarse profile tells, km2, beside its pixels
     */
    public record Alerts(double falsePerHundredTiles, double leastKm2) {}

    /** Lamps, buzzer and button: a driver, and for {@link Driver#GPIO} the chip and its lines, each by number or name;
     * no line is named twice. */
    public record Lamps(
            Driver driver,
            String chip,
            Optional<String> ready,
            Optional<String> working,
            Optional<String> alert,
            Optional<String> fault,
            Optional<String> link,
            Optional<String> buzzer,
            Optional<String> silence) {}

    /** What drives the lamps. */
    public enum Driver {
        GPIO,
        CONSOLE
    }

    /** The operator's page; beyond this machine there is always a token file. */
    public record Console(Listen listen, Optional<Path> tokenFile) {

        /** The token, read now so that it is held no longer than needed. */
        public Optional<String> token() throws IOException {
            return tokenFile.isEmpty() ? Optional.empty() : Optional.of(firstLine(tokenFile.get()));
        }
    }

    /** Where a server listens; an IPv6 host stands in brackets, port 0 is any that is free. */
    public record Listen(String host, int port) {}

    /** Whether the station announces itself to Home Assistant or takes that back, and the topic where it looks. */
    public record HomeAssistant(boolean discovery, String prefix) {}

    /**
     * Who is called on an alert.
     *
     * @param url a web address, plain only on this machine unless that was asked for
     * @param urlFile holds the address in place of {@code url}
     * @param command program and arguments; empty for none
     * @param mostPerHour calls of each
     */
    public record Notify(
            Optional<URI> url,
            Optional<Path> urlFile,
            NoticeFormat format,
            Optional<Path> tokenFile,
            List<String> command,
            List<Told> severities,
            int mostPerHour,
            Optional<QuietHours> quietHours,
            Duration timeout) {

        /** The address, from wherever it is given. */
        public Optional<URI> address() throws IOException {
            return urlFile.isEmpty()
                    ? url
                    : Optional.of(URI.create(firstLine(urlFile.get()).strip()));
        }

        /** The token, read now so that it is held no longer than needed. */
        public Optional<String> token() throws IOException {
            return tokenFile.isEmpty()
                    ? Optional.empty()
                    : Optional.of(firstLine(tokenFile.get()).strip());
        }
    }

    /** What a web address is sent. */
    public enum NoticeFormat {
        NTFY,
        ALERT
    }

    /** Severities of alerts that are told. */
    public enum Told {
        URGENT,
        ROUTINE
    }

    /** From one local time to another, over midnight where that comes first; never the same. */
    public record QuietHours(LocalTime from, LocalTime until) {}

    /**
     * What may be kept: at most so many bytes and so long, in the outbox and in the archive.
     *
     * @param keptBytes of processed images in their folder; empty where none is ever to be deleted
     */
    public record Retention(
            long maxBytes, Duration maxAge, long archiveBytes, Duration archiveAge, Optional<Long> keptBytes) {}

    /**
     * One value that holds, for display.
     *
     * @param key for instance {@code mqtt.url}
     * @param value as it is written; holds no secret, since those stand in files of their own
     * @param line in the configuration file; 0 for a default
     * @param column in that line; 0 for a default
     */
    public record Setting(String key, String value, int line, int column) {}

    private static String firstLine(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("");
    }
}
