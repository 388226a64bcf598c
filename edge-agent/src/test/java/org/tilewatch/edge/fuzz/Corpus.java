package org.tilewatch.edge.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.MatOfByte;
import org.opencv.core.MatOfInt;
import org.opencv.imgcodecs.Imgcodecs;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.ingest.decode.tiff.DrawnTiff;
import org.tilewatch.edge.ingest.decode.tiff.Packing;

/** Sound small files of every kind that is read, to be mutated. */
final class Corpus {

    private static final int EDGE = 32;

    private Corpus() {}

    /** @param ending of the file's name, with its dot */
    record Seed(String ending, byte[] content) {}

    static List<Seed> images() {
        List<Seed> seeds = new ArrayList<>();
        tiffs().forEach(tiff -> seeds.add(new Seed(".tif", tiff)));
        for (int type : new int[] {CvType.CV_8UC1, CvType.CV_8UC3, CvType.CV_8UC4, CvType.CV_16UC1, CvType.CV_16UC3}) {
            seeds.add(new Seed(".png", encoded(".png", type)));
        }
        seeds.add(new Seed(".jpg", encoded(".jpg", CvType.CV_8UC1)));
        seeds.add(new Seed(".jpg", encoded(".jpg", CvType.CV_8UC3)));
        seeds.add(new Seed(".jpg", encoded(".jpg", CvType.CV_8UC3, Imgcodecs.IMWRITE_JPEG_PROGRESSIVE, 1)));
        seeds.add(new Seed(".jpg", encoded(".jpg", CvType.CV_8UC3, Imgcodecs.IMWRITE_JPEG_RST_INTERVAL, 2)));
        seeds.add(new Seed(".jp2", encoded(".jp2", CvType.CV_8UC1)));
        seeds.add(new Seed(".jp2", encoded(".jp2", CvType.CV_8UC3)));
        seeds.add(new Seed(".jp2", encoded(".jp2", CvType.CV_16UC1)));
        return seeds;
    }

    private static DrawnTiff drawn(int samples) {
        return new DrawnTiff(EDGE, EDGE, samples, (x, y, s) -> 9 * x + 5 * y + 31 * s + x * y % 7)
                .place(32652, 500_000, 4_400_000, 0.5, 0.5);
    }

    /** A sound look of the site that {@link #odd} looks show parts of. */
    static Seed whole() {
        return new Seed(".tif", look(280, 240, 1, 0, 0, 0));
    }

    /** A sound look of any shape, pixel size and place on or beside that site, from one pixel to a long strip. */
    static Seed odd(RandomGenerator random) {
        int width = edge(random);
        int height = edge(random);
        double pixel = random.nextInt(3) == 0 ? Math.exp(random.nextDouble(-3, 3)) : 1;
        int x = random.nextInt(-60, 280);
        int y = random.nextInt(-60, 240);
        return new Seed(".tif", look(width, height, pixel, x, y, random.nextInt()));
    }

    private static int edge(RandomGenerator random) {
        return random.nextInt(4) == 0 ? 1 + random.nextInt(9) : 1 + random.nextInt(300);
    }

    private static byte[] look(int width, int height, double pixel, int left, int top, int seed) {
        return new DrawnTiff(width, height, 3, (x, y, s) -> {
                    double u = left + x * pixel;
                    double v = top + y * pixel;
                    boolean thing = Math.abs(u - seed % 200) < 11 && Math.abs(v - seed % 170) < 9;
                    double ground = 12 * Math.sin(u / 9 + v / 23) + 9 * Math.sin(v / 5 - u / 31);
                    return thing ? 220 : (int) (110 - 8 * s + ground) + Math.floorMod(x * 31 + y * 17 + seed, 5);
                })
                .place(32652, 500_000 + left * 0.5, 4_400_000 - top * 0.5, 0.5 * pixel, 0.5 * pixel)
                .text(305, "look " + seed)
                .deflated()
                .bytes();
    }

    private static List<byte[]> tiffs() {
        byte[] jpeg = encoded(".jpg", CvType.CV_8UC3);
        ByteArrayOutputStream tables = new ByteArrayOutputStream();
        byte[] tile = split(jpeg, tables);
        return List.of(
                drawn(3).bytes(),
                drawn(1).deflated().text(42113, "0").bytes(),
                drawn(3).deflated()
                        .predictor()
                        .tiles(16)
                        .mask((x, y, s) -> x & 1)
                        .bytes(),
                drawn(3).packed(5, Packing::lzw).strips(7).bytes(),
                drawn(3).packed(5, Packing::lzw).predictor().bits(16).bytes(),
                drawn(1).packed(32773, Packing::packBits).strips(5).bytes(),
                drawn(4).planar().deflated().shorts(338, 2).bytes(),
                drawn(5).bits(16).deflated().predictor().text(42113, "7").bytes(),
                drawn(3).bigTiff().deflated().tiles(16).without(1).bytes(),
                drawn(3).bigTiff().bigEndian().bits(16).strips(5).bytes(),
                drawn(3).bigEndian().packed(5, Packing::lzw).tiles(16).bytes(),
                drawn(3).packed(7, chunk -> jpeg).shorts(262, 6).bytes(),
                drawn(3).packed(7, chunk -> tile)
                        .shorts(262, 6)
                        .undefined(347, tables.toByteArray())
                        .bytes());
    }

    private static byte[] split(byte[] jpeg, ByteArrayOutputStream tables) {
        try {
            return Packing.splitTables(jpeg, tables);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encoded(String ending, int type, int... options) {
        Mat picture = new Mat(EDGE, EDGE, type);
        byte[] pixels = new byte[(int) (picture.total() * picture.elemSize())];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 7 + i / 50);
        }
        Natives.memory(picture).asByteBuffer().put(pixels);
        MatOfByte out = new MatOfByte();
        Imgcodecs.imencode(ending, picture, out, new MatOfInt(options));
        picture.release();
        return out.toArray();
    }

    /** The image files of a folder of at most a megabyte each: beside the drawn ones. */
    static List<Seed> of(Path folder) throws IOException {
        List<Seed> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                String ending = name.substring(Math.max(0, name.lastIndexOf('.')));
                if (List.of(".tif", ".png", ".jpg", ".jp2").contains(ending) && Files.size(file) < 1 << 20) {
                    seeds.add(new Seed(ending, Files.readAllBytes(file)));
                }
            }
        }
        return seeds;
    }

    static List<byte[]> items() {
        return texts("""
            {"type": "Feature", "stac_version": "1.0.0", "id": "x", "collection": "port",
             "properties": {"datetime": "2026-03-01T02:10:00Z", "platform": "sat-1", "gsd": 0.5, "proj:epsg": 32652,
               "proj:transform": [0.5, 0, 500000, 0, -0.5, 4400000], "view:sun_azimuth": 141.5, "view:sun_elevation": 40,
               "view:off_nadir": 3.25}, "geometry": {"type": "Point", "coordinates": [127.5, 39.8]},
             "links": [{"rel": "self", "href": "../../../../etc/passwd"}], "assets": {"image": {"href": "file:///etc/passwd"}}}
            """, """
            {"properties": {"datetime": null, "start_datetime": "2026-03-01T02:10:00.5+09:00", "proj:code": "EPSG:4326",
             "proj:transform": [0.00001, 0, 127.5, 0, -0.00001, 39.8, 0, 0, 1]}, "collection": "\\u00e4\\ud83d\\ude00"}
            """);
    }

    static List<byte[]> worlds() {
        return texts("0.5\n0.0\n0.0\n-0.5\n500000.25\n4399999.75\n");
    }

    static List<byte[]> configurations() {
        return texts("""
            station: { id: han-01, name: "Hana roof", location: [127.5, 39.8] }
            inbox: { folder: inbox, afterwards: move, sidecarWait: 30s }
            decoding: { timeout: 30s, maxMemory: 512 MiB }
            state: state
            mqtt:
              url: "mqtts://broker.example.org:8883"
              commands: [accept, reject]
            alerts: { falsePerHundredTiles: 2 }
            lamps: { driver: console, ready: 17 }
            retention: { maxBytes: 8 GiB, maxAge: 90d }
            threads: 2
            """);
    }

    static List<byte[]> sites() {
        return texts("""
            {"type": "FeatureCollection", "features": [{"type": "Feature", "id": "a",
             "properties": {"name": "harbour", "grid": {"epsg": 32652, "origin": [300000, 4410000], "gsd": 0.5}},
             "geometry": {"type": "Polygon", "coordinates": [[[127.5, 39.8], [127.6, 39.8], [127.6, 39.9], [127.5, 39.8]]]}},
             {"type": "Feature", "properties": {"id": "b"}, "geometry": {"type": "MultiPolygon", "coordinates":
             [[[[1, 2], [3, 2], [3, 4], [1, 2]]], [[[5, 6], [7, 6], [7, 8], [5, 6]]]]}}]}
            """);
    }

    private static List<byte[]> texts(String... texts) {
        return Stream.of(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
