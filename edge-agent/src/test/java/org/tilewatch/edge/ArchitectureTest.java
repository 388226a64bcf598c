package org.tilewatch.edge;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom. A new package needs a line in {@link #KNOWS}, third-party types a line in {@link #HOMES}. */
final class ArchitectureTest {

    private static final String ROOT = "org.tilewatch.edge";

    /** Packages of ours that each package may use beside those below it. The root package (the command line, the agent) and command may use all. */
    private static final Map<String, List<String>> KNOWS = Map.ofEntries(
            entry("imagery", List.of()),
            entry("imagery.spectrum", List.of()),
            entry("imagery.probe", List.of("imagery")),
            entry("health", List.of()),
            entry("lamp", List.of()),
            entry("lamp.gpio", List.of("lamp")),
            entry("site", List.of("imagery")),
            entry("site.ground", List.of("imagery", "site")),
            entry("site.watched", List.of("imagery", "site")),
            entry("site.pace", List.of()),
            entry("detect", List.of("imagery", "site")),
            entry("detect.network", List.of("imagery", "site", "detect.object")),
            entry("detect.align", List.of("imagery")),
            entry("detect.object", List.of("imagery", "site")),
            entry("detect.pair", List.of("imagery", "site", "detect")),
            entry("detect.chip", List.of("imagery", "site")),
            entry("detect.count", List.of("imagery")),
            entry("detect.coarse", List.of("imagery", "site", "detect")),
            entry("detect.coarse.look", List.of("imagery")),
            entry("loop", List.of("health")),
            entry("service", List.of()),
            entry("config", List.of("imagery", "site")),
            entry("config.document", List.of()),
            entry("config.sites", List.of("imagery", "site", "config.document")),
            entry("report", List.of("imagery", "site", "detect", "health")),
            entry("report.alert", List.of("imagery", "site", "detect", "report")),
            entry("report.record", List.of("imagery", "site", "report", "report.alert")),
            entry("report.export", List.of("imagery", "site", "report", "report.alert", "report.record")),
            entry("report.page", List.of("imagery", "site", "report", "report.record")),
            entry("ingest", List.of("imagery", "site", "health")),
            entry("ingest.file", List.of("imagery")),
            entry("ingest.sidecar", List.of("imagery", "site")),
            entry("ingest.decode", List.of("imagery", "ingest.file")),
            entry("ingest.worker", List.of("imagery", "ingest.file", "ingest.decode")),
            entry("ingest.decode.tiff", List.of("imagery", "ingest.file")),
            entry("ingest.decode.satdump", List.of("imagery", "ingest.file")),
            entry("store", List.of("imagery", "site", "detect", "report")),
            entry("store.database", List.of("store.file")),
            entry("store.geopackage", List.of("imagery", "site", "report.export")),
            entry("store.file", List.of("imagery", "report")),
            entry("store.pace", List.of("site", "store.database")),
            entry("order", List.of("site", "report", "store", "health")),
            entry("publish.access", List.of()),
            entry("publish", List.of("site", "report", "store", "order", "health", "loop")),
            entry("analyst", List.of("report", "loop")),
            entry("notify", List.of("report", "store", "health", "loop")),
            entry("discovery", List.of("report", "publish")),
            entry("watch", List.of("imagery", "site", "detect", "report", "ingest", "store", "health", "loop")),
            entry(
                    "watch.look",
                    of("imagery site detect report ingest store watch.habit watch.kind watch.pace watch.place")),
            entry("watch.habit", List.of("site", "store")),
            entry("watch.place", List.of("imagery", "site", "ingest")),
            entry("watch.pace", List.of("imagery", "site", "detect")),
            entry("watch.coarse", of("imagery site detect report ingest store watch.habit watch.look watch.place")),
            entry("watch.kind", List.of("imagery", "site", "detect")),
            entry(
                    "watch.pair",
                    List.of("imagery", "site", "detect", "ingest", "watch.kind", "watch.look", "watch.place")),
            entry("watch.json", List.of("imagery", "site", "ingest", "report", "watch.look", "watch.pair")),
            entry("metrics", List.of("health", "lamp", "report", "store")),
            entry("console", of("imagery site detect.chip report store health loop lamp metrics order")),
            entry("console.http", List.of()),
            entry("console.tile", List.of("imagery", "site", "detect.chip", "store", "console.http")),
            entry(
                    "doctor",
                    List.of("imagery", "site", "report", "store", "ingest", "publish", "lamp", "health", "config")),
            entry(
                    "command.report",
                    List.of("imagery", "config", "site", "report", "store", "watch.look", "watch.place")),
            entry("command.sites", List.of("imagery", "config", "site")),
            entry("command.station", List.of("config")),
            entry("command.analyst", List.of("analyst", "loop", "publish", "report", "site")),
            entry("command.pair", List.of("config.document", "watch.pair")),
            entry("command.queue", List.of("config", "report", "store")),
            entry("doctor.broker", List.of("report", "publish", "doctor")));

    /** The packages of ours in which the types of others are at home. */
    private static final Map<String, List<String>> HOMES = Map.ofEntries(
            entry("org.opencv", List.of("imagery", "detect", "ingest")),
            entry("org.locationtech.proj4j", List.of("imagery", "ingest")),
            entry("org.locationtech.jts", List.of("imagery", "detect", "site", "report", "ingest")),
            entry("org.sqlite", List.of("store")),
            entry("java.sql", List.of("store")),
            entry("org.eclipse.paho", List.of("publish")),
            entry("com.pi4j", List.of("lamp")),
            entry("org.snakeyaml", List.of("config.document")),
            entry(
                    "tools.jackson",
                    List.of("config", "ingest", "report", "order", "discovery", "watch.json", "console", "command")),
            entry("java.net.http", List.of("notify")),
            entry("com.sun.net.httpserver", List.of("console")),
            entry("me.tongfei.progressbar", List.of("command")));

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    private static List<String> of(String packages) {
        return List.of(packages.split(" "));
    }

    @ParameterizedTest
    @MethodSource("knows")
    void packageUsesOnlyWhatItMayKnow(String name, List<String> others) {
        List<String> allowed = new ArrayList<>(List.of(below(name)));
        others.forEach(other -> allowed.add(below(other)));

        classes()
                .that()
                .resideInAPackage(below(name))
                .should()
                .onlyDependOnClassesThat(
                        not(resideInAPackage("org.tilewatch..")).or(resideInAnyPackage(allowed.toArray(new String[0]))))
                .allowEmptyShould(true)
                .check(OURS);
    }

    @ParameterizedTest
    @MethodSource("homes")
    void typesOfOthersStayAtHome(String thirdParty, List<String> homes) {
        String[] allowed = homes.stream().map(ArchitectureTest::below).toArray(String[]::new);

        noClasses()
                .that()
                .resideOutsideOfPackages(allowed)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(thirdParty + "..")
                .check(OURS);
    }

    @Test
    void commandLineLibraryIsKnownToTheCommandLineAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT, below("command"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(OURS);
    }

    @Test
    void embeddedBrokerStaysOutOfTheAgent() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.activemq..", "org.apache.artemis..", "io.netty..")
                .check(OURS);
    }

    @Test
    void coreDoesNoInputAndOutput() {
        core().should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.nio.file..",
                        "java.nio.channels..",
                        "java.net..",
                        "java.util.logging..",
                        "org.slf4j..")
                .check(OURS);
    }

    @Test
    void coreReadsNoClock() {
        core().should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, InstantSource.class)
                .check(OURS);
    }

    @Test
    void packagesDependOnEachOtherInOneDirection() {
        slices().matching(ROOT + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void everyPackageHasItsLineInTheTable() {
        List<String> unknown = packages().stream()
                .map(JavaPackage::getName)
                .filter(name -> name.startsWith(ROOT + "."))
                .map(name -> name.substring(ROOT.length() + 1))
                .filter(name -> !KNOWS.containsKey(name) && !name.equals("command"))
                .toList();

        assertThat(unknown).isEmpty();
    }

    @Test
    void everyPackageIsDescribedAndNullMarked() {
        List<String> wanting = packages().stream()
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList();

        assertThat(wanting).isEmpty();
    }

    /** The pure packages, but for the one class whose task it is to unpack a library to disk. */
    private static GivenClassesConjunction core() {
        return noClasses()
                .that()
                .resideInAnyPackage(below("imagery"), below("detect"), below("site"))
                .and(not(simpleName("Natives")));
    }

    private static List<JavaPackage> packages() {
        return OURS.stream().map(JavaClass::getPackage).distinct().toList();
    }

    private static String below(String name) {
        return ROOT + "." + name + "..";
    }

    private static Stream<Arguments> knows() {
        return KNOWS.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }

    private static Stream<Arguments> homes() {
        return HOMES.entrySet().stream().map(each -> Arguments.of(each.getKey(), each.getValue()));
    }
}
