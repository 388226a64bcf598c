package org.tilewatch.edge.publish.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

final class ModernSocketsTest {

    @Test
    void nothingOlderThanTls12IsSpokenWhereJavaWouldAllowIt() throws Exception {
        try (Socket socket = new ModernSockets(new Lenient()).createSocket()) {
            assertThat(((SSLSocket) socket).getEnabledProtocols()).containsExactly("TLSv1.3", "TLSv1.2");
        }
    }

    @Test
    void theStationsOwnSocketsAreSuchSockets() throws Exception {
        assertThat(PemFiles.socketFactory(Optional.empty(), Optional.empty(), Optional.empty()))
                .isInstanceOf(ModernSockets.class);
    }

    /** As of an installation that was told to allow all that Java can. */
    private static final class Lenient extends SSLSocketFactory {

        @Override
        public Socket createSocket() throws IOException {
            SSLSocket socket = (SSLSocket) SSLSocketFactory.getDefault().createSocket();
            socket.setEnabledProtocols(socket.getSupportedProtocols());
            assertThat(socket.getEnabledProtocols()).contains("TLSv1", "TLSv1.1");
            return socket;
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return new String[0];
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return new String[0];
        }

        @Override
        public Socket createSocket(Socket under, String host, int port, boolean autoClose) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
            throw new UnsupportedOperationException();
        }
    }
}
