package org.tilewatch.edge.publish.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes TLS sockets from PEM files. */
public final class PemFiles {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN (\\w* ?)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\w* ?PRIVATE KEY-----");

    private PemFiles() {}

    /**
     * Makes sockets that trust the given certificates and show the own one, and speak TLS 1.3 or 1.2 and nothing older.
     *
     * @throws IOException if a file cannot be read or holds something else; the message names it
     */
    public static SSLSocketFactory socketFactory(Optional<Path> ca, Optional<Path> cert, Optional<Path> key)
            throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    cert.isPresent() && key.isPresent() ? keyManagers(cert.get(), key.get()) : null,
                    ca.isPresent() ? trustManagers(ca.get()) : null,
                    null);
            return new ModernSockets(context.getSocketFactory());
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static TrustManager @Nullable [] trustManagers(Path ca) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        int number = 0;
        for (Certificate certificate : certificates(ca)) {
            store.setCertificateEntry("ca" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keyManagers(Path cert, Path key)
            throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        char[] inMemoryOnly = new char[0];
        store.setKeyEntry(
                "station", privateKey(key), inMemoryOnly, certificates(cert).toArray(new Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, inMemoryOnly);
        return factory.getKeyManagers();
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static Collection<? extends Certificate> certificates(Path file) throws IOException {
        try {
            Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read(file).getBytes(StandardCharsets.ISO_8859_1)));
            if (found.isEmpty()) {
                throw new IOException("%s holds no certificate in PEM form".formatted(file));
            }
            return found;
        } catch (GeneralSecurityException e) {
            throw new IOException("%s holds no certificate in PEM form: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** Refuses a file with a secret that everybody on the machine can read, or that is not there. */
    static void refuseIfOpen(String what, Path file) throws IOException {
        try {
            if (Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
                throw new IOException("%s %s can be read by everybody: chmod o-r it".formatted(what, file));
            }
        } catch (UnsupportedOperationException noPosixHere) {
            // Then the file system has no such rights.
        } catch (NoSuchFileException e) {
            throw new IOException("%s %s does not exist".formatted(what, file), e);
        }
    }

    private static PrivateKey privateKey(Path file) throws IOException {
        refuseIfOpen("key file", file);
        Matcher found = KEY.matcher(read(file));
        if (!found.find() || !found.group(1).isEmpty()) {
            throw new IOException(("%s holds no unencrypted PKCS #8 key ('BEGIN PRIVATE KEY');"
                            + " convert it with: openssl pkcs8 -topk8 -nocrypt")
                    .formatted(file));
        }
        byte[] der = Base64.getMimeDecoder().decode(found.group(2));
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException notThisAlgorithm) {
                // The next one is tried.
            }
        }
        throw new IOException("%s holds a key that is neither RSA, EC nor Ed25519".formatted(file));
    }

    private static String read(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IOException("%s cannot be read: %s".formatted(file, e), e);
        }
    }
}
