package org.tilewatch.calibration.demo.wall;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.tilewatch.edge.analyst.ReceivedAlert;

/**
 * What of the demo can be looked at in a browser.
 *
 * @param pagePort of the operator's page, which the station itself serves
 */
public record DemoPages(OptionalInt pagePort, Optional<DemoWall> wall) implements AutoCloseable {

    /** Where the pages are if nobody says otherwise. */
    private static final int PAGE = 8090;

    private static final int WALL = 8091;

    /**
     * Serves the wall and finds a port for the page.
     *
     * @param pagePort asked for, as the wall's; else the usual one or one that is free
     * @param wanted whether there are to be pages that nobody asked for by their ports
     * @throws IOException if the wall cannot be served
     */
    public static DemoPages of(
            Path folder, String brokerUrl, Optional<Integer> pagePort, Optional<Integer> wallPort, boolean wanted)
            throws IOException {
        OptionalInt page = port(pagePort, PAGE, wanted);
        OptionalInt wall = port(wallPort, WALL, wanted);
        return new DemoPages(
                page,
                wall.isPresent() ? Optional.of(DemoWall.serve(folder, wall.getAsInt(), brokerUrl)) : Optional.empty());
    }

    private static OptionalInt port(Optional<Integer> asked, int usual, boolean wanted) throws IOException {
        if (asked.isPresent() || !wanted) {
            return asked.isPresent() ? OptionalInt.of(asked.get()) : OptionalInt.empty();
        }
        return OptionalInt.of(isFree(usual) ? usual : anyFree());
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    private static int anyFree() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Keeps an alert for whoever opens the wall later. */
    public void keep(ReceivedAlert alert) throws IOException {
        if (wall.isPresent()) {
            wall.get().keep(alert);
        }
    }

    @Override
    public void close() {
        wall.ifPresent(DemoWall::close);
    }
}
