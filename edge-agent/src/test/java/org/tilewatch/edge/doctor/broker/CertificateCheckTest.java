package org.tilewatch.edge.doctor.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tilewatch.edge.doctor.Finding.Level.FAIL;
import static org.tilewatch.edge.doctor.Finding.Level.OK;
import static org.tilewatch.edge.doctor.Finding.Level.WARN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tilewatch.edge.doctor.Finding;

/** With a real certificate of 100 days, made by the JDK's own keytool. */
@Timeout(60)
class CertificateCheckTest {

    @TempDir
    static Path folder;

    private static Path certificate;
    private static Instant made;

    @BeforeAll
    static void makeCertificate() throws IOException, InterruptedException {
        Path store = folder.resolve("store.p12");
        certificate = folder.resolve("han-01.pem");
        made = Instant.now();
        keytool(store, "-genkeypair", "-alias", "a", "-keyalg", "EC", "-dname", "CN=han-01", "-validity", "100");
        keytool(store, "-exportcert", "-rfc", "-alias", "a", "-file", certificate.toString());
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        line.addAll(List.of(arguments));
        line.addAll(List.of("-keystore", store.toString(), "-storepass", "changeit"));
        assertThat(new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("keytool.log").toFile())
                        .start()
                        .waitFor())
                .isZero();
    }

    private static Finding after(Path file, Duration age) {
        return new CertificateCheck("certificate", file, InstantSource.fixed(made.plus(age))).run();
    }

    @Test
    void aFreshCertificateIsWellAndItsEndIsTold() {
        Finding found = after(certificate, Duration.ofDays(10));
        assertThat(found.level()).isEqualTo(OK);
        assertThat(found.sentence()).contains("han-01.pem of CN=han-01").containsPattern("in (89|90) days");
    }

    @Test
    void aCertificateWithLessThanThirtyDaysIsAWarning() {
        assertThat(after(certificate, Duration.ofDays(69)).level()).isEqualTo(OK);
        assertThat(after(certificate, Duration.ofDays(71)).level()).isEqualTo(WARN);
    }

    @Test
    void aCertificateThatHasEndedFails() {
        assertThat(after(certificate, Duration.ofDays(101)).level()).isEqualTo(FAIL);
    }

    @Test
    void aCertificateThatIsNotValidYetFailsAndQuotesTheClock() {
        Finding found = after(certificate, Duration.ofDays(-400));
        assertThat(found.level()).isEqualTo(FAIL);
        assertThat(found.sentence()).contains("this clock says");
    }

    @Test
    void aFileThatIsMissingOrNoCertificateFails() throws IOException {
        Path text = Files.writeString(folder.resolve("text.pem"), "hello\n");
        assertThat(after(folder.resolve("missing.pem"), Duration.ZERO).level()).isEqualTo(FAIL);
        assertThat(after(text, Duration.ZERO).level()).isEqualTo(FAIL);
    }
}
