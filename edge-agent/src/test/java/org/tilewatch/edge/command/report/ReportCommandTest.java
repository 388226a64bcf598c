package org.tilewatch.edge.command.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.store.Store;
import picocli.CommandLine;

final class ReportCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private Path state() {
        return folder.resolve("state");
    }

    private int report(String... rest) {
        String[] all = new String[rest.length + 4];
        all[0] = "--state";
        all[1] = state().toString();
        all[2] = "--out";
        all[3] = folder.resolve("r.html").toString();
        System.arraycopy(rest, 0, all, 4, rest.length);
        return new CommandLine(new ReportCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(all);
    }

    private String page() throws IOException {
        return Files.readString(folder.resolve("r.html"));
    }

    @Test
    void tellsInSentencesWhatChangedAndHowOftenTheSiteWasSeen() throws IOException {
        KnownState.withHall(state());

        assertThat(report("--site", "harbour")).isZero();

        assertThat(page())
                .contains("1 structure appeared. The site was seen on 4 of 6 looks, for the last time on 2026-03-05;"
                        + " blind since 2026-03-06")
                .contains("A structure of 1,940&nbsp;m<sup>2</sup> appeared, first seen 2026-03-04, seen on 2 looks"
                        + " until 2026-03-05, not on any of the 5 clear looks before.");
        assertThat(out.toString()).contains("1 event, 6 looks");
    }

    @Test
    void onlyThePeriodIsTold() throws IOException {
        KnownState.withHall(state());

        assertThat(report("--site", "harbour", "--from", "2026-03-01", "--to", "2026-03-02"))
                .isZero();

        assertThat(page()).contains("No change worth telling was found").contains("seen on 2 of 2 looks");
        assertThat(page()).doesNotContain("1,940");
    }

    @Test
    void worksBesideARunningAgent() throws IOException {
        KnownState running = new KnownState(state());
        running.look("learning", "");
        try (Store open = running.store()) {
            assertThat(open.sites()).containsExactly("harbour");
            assertThat(report("--site", "harbour")).isZero();
        }
        assertThat(page()).contains("seen on 1 of 1 look");
    }

    @Test
    void anUnknownSiteIsToldWithTheKnownOnes() throws IOException {
        KnownState.withHall(state());

        assertThat(report("--site", "habour")).isEqualTo(2);
        assertThat(err.toString()).contains("no look at 'habour' is on record; known sites: harbour");
        assertThat(folder.resolve("r.html")).doesNotExist();
    }

    @Test
    void aPeriodWithoutLooksIsRefused() throws IOException {
        KnownState.withHall(state());

        assertThat(report("--site", "harbour", "--from", "2027-01-01")).isEqualTo(2);
        assertThat(err.toString()).contains("no look at 'harbour' from 2027-01-01T00:00:00Z on");
        assertThat(report("--site", "harbour", "--from", "2026-03-09", "--to", "2026-03-08"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("--to: 2026-03-08 lies before --from 2026-03-09");
    }

    @Test
    void aFolderThatNoAgentKeepsIsTold() {
        assertThat(report("--site", "harbour")).isEqualTo(1);
        assertThat(err.toString()).contains("no agent has kept its state in " + state());
    }
}
