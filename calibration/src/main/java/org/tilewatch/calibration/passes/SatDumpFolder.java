package org.tilewatch.calibration.passes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.imgcodecs.Imgcodecs;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * A pass on disk, in SatDump's order: channels of the swath, {@code product.cbor}, {@code dataset.json}, and then, since it projects
 * finished products, {@code channel_NAME_projected.tif}.
 */
final class SatDumpFolder {

    private static final DateTimeFormatter NAME_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd_HH-mm").withZone(ZoneOffset.UTC);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final CBORMapper CBOR = CBORMapper.shared();
    private static final String PRODUCT = "AVHRR";

    private SatDumpFolder() {}

    /** Name of a pass's folder. */
    static String name(DrawnPass pass) {
        String satellite = pass.satellite().toLowerCase(Locale.ROOT).replace('-', '_');
        return NAME_TIME.format(pass.acquired()) + "_" + satellite + "_avhrr";
    }

    /** @param second whether as SatDump 2 writes it, else as 1.2 does */
    static void write(Path folder, DrawnPass pass, boolean second) throws IOException {
        Path product = Files.createDirectories(folder.resolve(PRODUCT));
        for (Channel channel : Channel.values()) {
            Files.write(product.resolve(file(channel)), swath(pass, channel));
        }
        Files.write(product.resolve("product.cbor"), CBOR.writeValueAsBytes(second ? product2(pass) : product1(pass)));
        ObjectNode dataset = JSON.createObjectNode();
        dataset.put("satellite", pass.satellite());
        dataset.put("timestamp", pass.acquired().toEpochMilli() / 1000.0);
        dataset.putArray("products").add(PRODUCT);
        Files.write(
                folder.resolve("dataset.json"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(dataset));
        for (Channel channel : Channel.values()) {
            short[] levels = levels(pass, channel);
            Files.write(
                    product.resolve("channel_" + channel.label + "_projected.tif"),
                    ChannelTiff.encode(pass.width(), pass.height(), levels, pass.outside(), pass.toMap()));
        }
    }

    private static String file(Channel channel) {
        return "AVHRR-" + channel.label + ".png";
    }

    /** SatDump stretches 10 bit to 16. */
    private static short[] levels(DrawnPass pass, Channel channel) {
        short[] counts = pass.counts()[channel.index];
        short[] levels = new short[counts.length];
        for (int at = 0; at < counts.length; at++) {
            levels[at] = (short) (counts[at] << 6);
        }
        return levels;
    }

    private static byte[] swath(DrawnPass pass, Channel channel) {
        Mat image = new Mat(pass.height(), pass.width(), CvType.CV_16UC1);
        MatOfByte encoded = new MatOfByte();
        image.put(0, 0, levels(pass, channel));
        Imgcodecs.imencode(".png", image, encoded);
        byte[] bytes = encoded.toArray();
        image.release();
        encoded.release();
        return bytes;
    }

    private static ObjectNode product2(DrawnPass pass) {
        ObjectNode product =
                CBOR.createObjectNode().put("instrument", "avhrr_3").put("type", "image");
        ArrayNode images = product.putArray("images");
        for (Channel channel : Channel.values()) {
            ObjectNode image = images.addObject();
            image.put("file", file(channel)).put("name", channel.label).put("abs_index", channel.index);
            image.put("bit_depth", 10).put("wavenumber", channel.wavenumber());
            image.putObject("transform").put("type", "none");
            image.put("calibration_type", channel.micrometres < 3 ? "reflective_radiance" : "emissive_radiance");
        }
        swathOf(product, pass);
        product.putObject("calibration").put("calibrator", "noaa_avhrr3");
        return product;
    }

    private static ObjectNode product1(DrawnPass pass) {
        ObjectNode product =
                CBOR.createObjectNode().put("instrument", "avhrr_3").put("type", "image");
        product.put("has_timestamps", true)
                .put("timestamps_type", 0)
                .put("bit_depth", 10)
                .put("needs_correlation", false);
        ArrayNode images = product.putArray("images");
        ObjectNode calibration = product.putObject("calibration").put("calibrator", "noaa_avhrr3");
        ArrayNode wavenumbers = calibration.putArray("wavenumbers");
        for (Channel channel : Channel.values()) {
            images.addObject()
                    .put("file", file(channel))
                    .put("name", channel.label)
                    .put("ifov_y", -1)
                    .put("ifov_x", -1);
            wavenumbers.add(channel.micrometres < 3 ? -1 : channel.wavenumber());
        }
        ArrayNode times = product.putArray("timestamps");
        for (int line = 0; line < pass.height(); line++) {
            times.add(pass.acquired().toEpochMilli() / 1000.0 + line / 6.0);
        }
        product.putObject("tle").put("norad", 33591).put("name", pass.satellite());
        swathOf(product, pass);
        return product;
    }

    private static void swathOf(ObjectNode product, DrawnPass pass) {
        ObjectNode projection = product.putObject("projection_cfg").put("type", "normal_single_line");
        projection.put("image_width", pass.width()).put("scan_angle", 110.6).put("gcp_spacing_x", 100);
        projection.put("timestamp_offset", -0.3);
    }
}
