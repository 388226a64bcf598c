package org.tilewatch.edge.publish;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A mosquitto of this machine on a loopback port, with what it holds kept in a folder. */
public final class Mosquitto implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

    private final int port;
    private final Path configuration;
    private Process process;

    private Mosquitto(int port, Path configuration) throws IOException {
        this.port = port;
        this.configuration = configuration;
        this.process = launch();
    }

    /** Whether this machine has one. */
    public static boolean installed() {
        return Files.isExecutable(PROGRAM);
    }

    /**
     * Starts one and waits until it listens.
     *
     * @param lines further lines of its configuration
     */
    public static Mosquitto start(Path folder, int port, String... lines) throws IOException {
        Path configuration = folder.resolve("mosquitto-" + port + ".conf");
        Files.writeString(
                configuration,
                "listener %d 127.0.0.1%nallow_anonymous true%nuser root%nlog_type none%n%s%n"
                        .formatted(port, String.join(System.lineSeparator(), lines)));
        Mosquitto started = new Mosquitto(port, configuration);
        started.awaitListening();
        return started;
    }

    public String url() {
        return "mqtt://127.0.0.1:" + port;
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Comes back on the same port; returns at once. */
    public void restart() throws IOException {
        process = launch();
    }

    public void awaitListening() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException notYet) {
                if (System.nanoTime() - end > 0) {
                    throw notYet;
                }
                LockSupport.parkNanos(5_000_000);
            }
        }
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(PROGRAM.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
