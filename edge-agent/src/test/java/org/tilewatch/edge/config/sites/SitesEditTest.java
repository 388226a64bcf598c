package org.tilewatch.edge.config.sites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.config.document.WrongConfiguration;
import org.tilewatch.edge.site.Outline;
import org.tilewatch.edge.site.watched.Purpose;
import org.tilewatch.edge.site.watched.WatchedSite;
import org.tilewatch.edge.site.watched.Zone;

final class SitesEditTest {

    private static final double[] INSIDE = {127.02, 39.02, 127.06, 39.02, 127.06, 39.06};
    private static final double[] ELSEWHERE = {12, 39.02, 12.1, 39.02, 12.1, 39.06};

    @TempDir
    Path folder;

    @Test
    void aZoneIsAddedAndEveryByteThatStoodThereStays() throws Exception {
        String before = SitesFileTest.collection(SitesFileTest.feature("harbour", ", \"colour\" : 1.50"))
                .replace("]}}]}", "]}} \n\t] , \"remark\": {\"by\": [\"Zoë\"]}}\n");
        Path file = Files.writeString(folder.resolve("sites.geojson"), before);

        List<WatchedSite> sites = SitesEdit.add(file, "harbour", zone("quay 1", INSIDE));

        String after = Files.readString(file);
        int added = after.indexOf(",\n    {\"type\":\"Feature\",\"properties\":{\"role\":\"zone\"");
        assertThat(sites.getFirst().zones()).extracting(Zone::name).containsExactly("quay 1");
        assertThat(SitesFile.read(file)).hasSize(1);
        assertThat(after.substring(0, added)).isEqualTo(before.substring(0, added));
        assertThat(after).endsWith(before.substring(added));
    }

    @Test
    void aZoneThatWouldNotBeRightLeavesTheFileAsItWas() throws Exception {
        Path file = sites();
        byte[] before = Files.readAllBytes(file);

        assertThatExceptionOfType(WrongConfiguration.class)
                .isThrownBy(() -> SitesEdit.add(file, "harbour", zone("quay", ELSEWHERE)))
                .withMessageContaining("0 % of it lie in its site");
        assertThatExceptionOfType(WrongConfiguration.class)
                .isThrownBy(() -> SitesEdit.add(file, "quarry", zone("quay", INSIDE)))
                .withMessageContaining("'quarry' is no site of this file");
        assertThat(file).hasBinaryContent(before);
        assertThat(left()).containsExactly("sites.geojson");
    }

    @Test
    void aFileThatIsWrongAlreadyIsNotTouched() throws Exception {
        Path file = Files.writeString(folder.resolve("sites.geojson"), "{\"type\": \"FeatureCollection\", ");

        assertThatExceptionOfType(WrongConfiguration.class)
                .isThrownBy(() -> SitesEdit.add(file, "harbour", zone("quay", INSIDE)));
        assertThat(file).hasContent("{\"type\": \"FeatureCollection\", ");
    }

    @Test
    void aLinkStaysALinkAndWhoMayReadTheFileStillMay() throws Exception {
        Path file = sites();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link.geojson"), file.getFileName());

        SitesEdit.add(link, "harbour", zone("quay", INSIDE));

        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(file)).contains("\"quay\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    private Path sites() throws IOException {
        return Files.writeString(
                folder.resolve("sites.geojson"), SitesFileTest.collection(SitesFileTest.feature("harbour", "")));
    }

    private static Zone zone(String name, double[] ring) {
        return new Zone(name, Purpose.IGNORE, List.of(new Outline(List.of(ring))), 0, 0, false, "");
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
