package org.tilewatch.edge.command.pair;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.tilewatch.edge.watch.pair.PairComparison;
import org.tilewatch.edge.watch.pair.PairJudgement;

/** The pictures that a comparison leaves in a folder; each is complete as soon as it has its name. */
public final class PairFiles {

    private final Path folder;

    /** Makes the folder if it is not there. */
    public PairFiles(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Writes {@code NAME.change.png}; nothing, and no older one stays, where the earlier picture could not be read. */
    public void change(String name, PairComparison comparison) throws IOException {
        Path file = folder.resolve(name + ".change.png");
        Optional<MemorySegment> png = comparison.changePng();
        if (png.isPresent()) {
            write(file, png.get().asByteBuffer());
        } else {
            Files.deleteIfExists(file);
        }
    }

    /** Writes {@code NAME.annotated.jpg}; nothing where one of the pictures could not be read. */
    public void annotated(String name, PairComparison comparison, PairJudgement judgement) throws IOException {
        Path file = folder.resolve(name + ".annotated.jpg");
        Optional<byte[]> jpeg = comparison.annotated(judgement);
        if (jpeg.isPresent()) {
            write(file, ByteBuffer.wrap(jpeg.get()));
        } else {
            Files.deleteIfExists(file);
        }
    }

    private void write(Path file, ByteBuffer content) throws IOException {
        Path part = folder.resolve(file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
