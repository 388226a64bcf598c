package org.tilewatch.calibration.demo;

import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tilewatch.calibration.demo.Reckoning.Balance;
import org.tilewatch.calibration.demo.Reckoning.Found;
import org.tilewatch.calibration.demo.Station.SettledLook;
import org.tilewatch.calibration.demo.wall.DemoPages;
import org.tilewatch.calibration.simulate.PlantedEvent;
import org.tilewatch.calibration.simulate.SimulatedSite;
import org.tilewatch.edge.analyst.AlertPrinter;
import org.tilewatch.edge.lamp.ConsoleLamps;
import org.tilewatch.edge.lamp.ConsoleLamps.Style;
import org.tilewatch.edge.report.alert.AlertSummary;

/** What the demo shows: whole lines of at most 80 columns, from any thread; colours on a terminal alone. */
final class Screen {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String BOLD = "1";
    private static final String DIM = "2";
    private static final String GREEN = "32";
    private static final String RED = "1;31";
    private static final String YELLOW = "33";
    private static final String BLUE = "36";

    private final PrintStream out;
    private final boolean coloured;
    private final AlertPrinter alerts;
    private final List<AlertSummary> held = new ArrayList<>();
    private boolean holding;
    private boolean amongAlerts;
    private String lampsShown = "";

    Screen(PrintStream out, boolean coloured) {
        this.out = out;
        this.coloured = coloured;
        alerts = new AlertPrinter(out, coloured);
    }

    /** Standard output, coloured if that is a terminal which has colours and nobody set NO_COLOR. */
    @SuppressWarnings("SystemConsoleNull") // Java 25 gives null again where there is no terminal.
    static Screen onStandardOutput() {
        Console console = System.console();
        boolean terminal = console != null && console.isTerminal();
        boolean wanted = System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new Screen(System.out, terminal && wanted);
    }

    synchronized void begin(String brokerUrl, DemoPages pages, Path inbox, Path state, int looks, long seed) {
        double metres = SimulatedSite.SIZE * SimulatedSite.GSD_METRES;
        line("");
        line("  " + paint(BOLD, "Tilewatch demo") + "  a whole station on this machine, watching a simulated site");
        line("");
        told("broker", brokerUrl + "  (MQTT 5, from this machine alone)");
        told("listen", "deploy/tilewatch subscribe --broker " + brokerUrl);
        pages.pagePort()
                .ifPresent(port -> told("page", "http://127.0.0.1:%d/   what the operator sees".formatted(port)));
        pages.wall().ifPresent(wall -> told("wall", "http://127.0.0.1:%d/   what analysts see".formatted(wall.port())));
        told("inbox", inbox.toString());
        told("state", state.toString());
        told(
                "site",
                "%s, %.0f x %.0f m at %.1f m, %d looks, --seed %d"
                        .formatted(SimulatedSite.NAME, metres, metres, SimulatedSite.GSD_METRES, looks, seed));
        line("");
        line(paint(DIM, "  The agent sees the pixels and the sites file alone. The first six looks are"));
        line(paint(DIM, "  quiet: it learns. Alerts are printed as they reach a subscriber."));
        line("");
        line(paint(DIM, "  look  acquired (UTC)    cloud  verdict    seen   shift px     trust"));
    }

    private void told(String what, String text) {
        line("  %s%s".formatted(paint(DIM, "%-9s".formatted(what)), text));
    }

    /** One line for a look; {@code cloudFraction} is the truth, all else the agent's word. */
    synchronized void look(int number, double cloudFraction, SettledLook look) {
        boolean unusable = look.verdict().equals("unusable");
        String colour = switch (look.verdict()) {
            case "changed" -> YELLOW;
            case "unchanged" -> GREEN;
            case "learning" -> BLUE;
            default -> DIM;
        };
        String shift = unusable
                ? look.reason()
                : String.format(
                        Locale.ROOT,
                        "%+5.1f %+5.1f   %5.2f",
                        look.shiftXPixels(),
                        look.shiftYPixels(),
                        look.shiftTrust());
        String learned =
                look.verdict().equals("learning") ? "  %d of %d".formatted(look.looksSoFar(), look.looksNeeded()) : "";
        line("  %4d  %s  %4.0f %%  %s  %3.0f %%   %s%s"
                .formatted(
                        number,
                        TIME.format(look.acquired()),
                        100 * cloudFraction,
                        paint(colour, "%-9s".formatted(look.verdict())),
                        100 * look.observedFraction(),
                        shift,
                        learned));
        releaseAlerts();
    }

    /** From now on alerts wait for the line of the look that they came of. */
    synchronized void holdAlerts() {
        holding = true;
    }

    synchronized void alert(AlertSummary alert) {
        if (holding) {
            held.add(alert);
        } else {
            print(alert);
        }
    }

    /** Alerts stand apart: an empty line before the first and after the last of them. */
    private void print(AlertSummary alert) {
        if (!amongAlerts) {
            line("");
        }
        amongAlerts = true;
        alerts.print(alert);
    }

    private void releaseAlerts() {
        holding = false;
        held.forEach(this::print);
        held.clear();
    }

    /** Lamps that are drawn between the lines here, whole lines without what stands in the table already. */
    ConsoleLamps lamps() {
        boolean round = out.charset().newEncoder().canEncode("●○◐");
        Style style = !round ? Style.ASCII : coloured ? Style.COLOUR : Style.PLAIN;
        return new ConsoleLamps(new LampLines(this::lamps), style);
    }

    private synchronized void lamps(String line) {
        String lamps = line.replaceFirst("  learning: .*", "");
        if (!lamps.equals(lampsShown)) {
            line("    " + lamps);
            lampsShown = lamps;
        }
    }

    /** A look on which the station has not spoken. */
    synchronized void silent(int number, String name) {
        line(paint(RED, "  %4d  %s: the station has not settled this look".formatted(number, name)));
        releaseAlerts();
    }

    synchronized void end(Balance balance, int looks, int alertsReceived, long publishedBytes, long receivedBytes) {
        long found = balance.events().stream()
                .filter(event -> event.firstLookTold().isPresent())
                .count();
        line("");
        line("  " + paint(BOLD, "What was planted, and what the analyst was told"));
        for (Found event : balance.events()) {
            line(told(event));
        }
        line("");
        line("  %d looks, %d alerts; %d of %d planted events told, %d false alerts"
                .formatted(looks, alertsReceived, found, balance.events().size(), balance.falseAlerts()));
        line(String.format(
                Locale.ROOT,
                "  %,d kB published of %,d kB received: %.1f %% of the downlink saved",
                publishedBytes / 1000,
                receivedBytes / 1000,
                100 - 100.0 * publishedBytes / Math.max(1, receivedBytes)));
    }

    private String told(Found found) {
        PlantedEvent event = found.event();
        String planted = "%-37s %5.0f m2  since look %2d"
                .formatted(event.sentence(), event.areaSquareMetres(), event.firstLook() + 1);
        if (found.firstLookTold().isPresent()) {
            int look = found.firstLookTold().getAsInt() + 1;
            return "  %s %s   told at %2d".formatted(paint(GREEN, "+"), planted, look);
        }
        return event.durable()
                ? "  %s %s   %s".formatted(paint(RED, "-"), planted, paint(RED, "missed"))
                : "  %s %s   %s".formatted(paint(DIM, "."), planted, paint(DIM, "not told"));
    }

    synchronized void verdict(Balance balance) {
        if (!balance.missing().isEmpty()) {
            String names = String.join(
                    "; ", balance.missing().stream().map(PlantedEvent::sentence).toList());
            line(paint(RED, "  No alert came for: ") + names);
        }
    }

    synchronized void stayingAlive(Path inbox) {
        line("");
        line("  The station goes on: lay an image into %s".formatted(inbox));
        line("  Ctrl-C ends it.");
    }

    private void line(String text) {
        if (amongAlerts && !text.isEmpty()) {
            out.println();
        }
        amongAlerts = false;
        out.println(text);
        out.flush();
    }

    private String paint(String code, String text) {
        return coloured ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
