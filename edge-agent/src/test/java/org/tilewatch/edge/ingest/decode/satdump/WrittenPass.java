package org.tilewatch.edge.ingest.decode.satdump;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/** A pass of AVHRR in a folder, as SatDump 1.2 or 2 leaves it; a swath until its channels are projected. */
public final class WrittenPass {

    /** 2026-06-01T06:30:00Z. */
    public static final long SECONDS = 1_780_295_400L;

    private static final CBORMapper CBOR = CBORMapper.shared();

    private final Path folder;

    private WrittenPass(Path folder) {
        this.folder = folder;
    }

    /** Channels 1, 2 and 4, whose files are named the wrong way round. */
    public static WrittenPass of(Path folder, boolean second) throws IOException {
        Natives.load();
        WrittenPass pass = new WrittenPass(folder);
        Files.createDirectories(pass.product());
        ObjectNode product =
                CBOR.createObjectNode().put("instrument", "avhrr_3").put("type", "image");
        ArrayNode images = product.putArray("images");
        ArrayNode wavenumbers = second
                ? CBOR.createArrayNode()
                : product.putObject("calibration").putArray("wavenumbers");
        String[] names = {"1", "2", "4"};
        String[] files = {"nir.png", "heat.png", "red.png"};
        double[] perCentimetre = {second ? 15_873 : -1, second ? 11_600 : -1, 926};
        for (int i = 0; i < names.length; i++) {
            ObjectNode image = images.addObject().put("file", files[i]).put("name", names[i]);
            pass.png(files[i], 10 * (i + 1));
            if (second) {
                image.put("wavenumber", perCentimetre[i]);
            }
            wavenumbers.add(perCentimetre[i]);
        }
        product.putArray("timestamps").add(SECONDS + 0.5).add(SECONDS + 0.67);
        product.putObject("projection_cfg").put("type", "normal_single_line").put("scan_angle", 110.6);
        Files.write(pass.cbor(), CBOR.writeValueAsBytes(product));
        return pass.listing("AVHRR");
    }

    /** Lays channels onto a map, each of one value: its number times 10. */
    public WrittenPass projected() throws IOException {
        for (int channel : new int[] {1, 2, 4}) {
            new DrawnTiff(6, 4, 1, (x, y, s) -> 10 * channel)
                    .place(4326, 24, 61, 0.02, 0.01)
                    .write(product().resolve("channel_" + channel + "_projected.tif"));
        }
        return this;
    }

    /** Writes {@code dataset.json} with one product. */
    public WrittenPass listing(String product) throws IOException {
        Files.writeString(dataset(), """
            {"satellite": "NOAA-19", "timestamp": %d.25, "products": ["%s"]}
            """.formatted(SECONDS, product));
        return this;
    }

    public WrittenPass cut(Path file, int bytes) throws IOException {
        byte[] all = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(all, bytes));
        return this;
    }

    private void png(String name, int value) {
        Mat image = new Mat(4, 6, CvType.CV_8UC1, new Scalar(value));
        Imgcodecs.imwrite(product().resolve(name).toString(), image);
        image.release();
    }

    public Path folder() {
        return folder;
    }

    public Path dataset() {
        return folder.resolve("dataset.json");
    }

    public Path product() {
        return folder.resolve("AVHRR");
    }

    public Path cbor() {
        return product().resolve("product.cbor");
    }
}
