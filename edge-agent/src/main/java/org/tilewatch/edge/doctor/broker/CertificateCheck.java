package org.tilewatch.edge.doctor.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.tilewatch.edge.doctor.Check;
import org.tilewatch.edge.doctor.Finding;

/** The certificates in one PEM file: readable, valid now, and for how long; the one that ends first counts. */
public final class CertificateCheck implements Check {

    private static final Duration ENDING = Duration.ofDays(30);

    private final String name;
    private final Path file;
    private final InstantSource clock;

    /** @param name what the file is for, such as {@code certificate} or {@code ca} */
    public CertificateCheck(String name, Path file, InstantSource clock) {
        this.name = name;
        this.file = file;
        this.clock = clock;
    }

    @Override
    public Finding run() {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            return all.stream()
                    .map(X509Certificate.class::cast)
                    .min(Comparator.comparing(X509Certificate::getNotAfter))
                    .map(this::judge)
                    .orElseGet(() -> Finding.fail(name, file + " holds no certificate."));
        } catch (CertificateException e) {
            return Finding.fail(name, file + " is no PEM certificate: " + e.getMessage());
        } catch (IOException e) {
            return Finding.fail(name, file + " cannot be read: " + reason(e));
        }
    }

    private Finding judge(X509Certificate certificate) {
        Instant now = clock.instant();
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        String what = file.getFileName() + " of "
                + certificate.getSubjectX500Principal().getName();
        if (now.isBefore(from)) {
            return Finding.fail(
                    name, what + " is valid from " + day(from) + " only, and this clock says " + day(now) + ".");
        }
        Duration left = Duration.between(now, until);
        if (left.isNegative()) {
            return Finding.fail(name, what + " ended on " + day(until) + ": renew it, the broker will refuse it.");
        }
        String sentence = String.format(Locale.ROOT, "%s ends on %s, in %d days", what, day(until), left.toDays());
        return left.compareTo(ENDING) < 0
                ? Finding.warn(name, sentence + ": renew it soon.")
                : Finding.ok(name, sentence);
    }

    private static String day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
