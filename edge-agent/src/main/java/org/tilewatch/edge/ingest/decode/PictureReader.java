package org.tilewatch.edge.ingest.decode;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.opencv.core.Core;
import org.opencv.core.CvException;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Scalar;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Natives;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.ingest.file.Caps;
import org.tilewatch.edge.ingest.file.FileWindow;
import org.tilewatch.edge.ingest.file.ImageHeader;
import org.tilewatch.edge.ingest.file.UnreadableTile;

/**
 * PNG, JPEG and JPEG 2000 through OpenCV, after their size was read from the header here. Alpha goes into the valid mask. Makes
 * native memory anew for each picture.
 */
final class PictureReader {

    private static final int PNG = 0x89504e47;
    private static final int JP2_BOX = 0x0000000c;
    private static final int J2K_CODESTREAM = 0xff4fff51;
    private static final int IHDR = 0x69686472;
    private static final int TAIL = 4096;

    /** Each block of 8 by 8 pixels of a Huffman-coded JPEG takes a bit at least. */
    private static final int JPEG_PIXELS_PER_BYTE = 512;
    /** Deflate packs 258 bytes into two bits at best. */
    private static final int PNG_BYTES_PER_BYTE = 1032;
    /** JPEG 2000 can hold any area of one colour in 300 bytes; what is larger than this and real takes more. */
    private static final long JPEG2000_PIXELS_FOR_NOTHING = 16_000_000;

    private static final int JPEG2000_PIXELS_PER_BYTE = 4096;

    private final Caps caps;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 13);

    PictureReader(Caps caps) {
        this.caps = caps;
    }

    /** Whether a file that begins with these 4 bytes is read here. */
    static boolean recognises(int firstFour) {
        return firstFour == PNG || isJpeg(firstFour) || firstFour == JP2_BOX || firstFour == J2K_CODESTREAM;
    }

    private static boolean isJpeg(int firstFour) {
        return firstFour >>> 8 == 0xffd8ff;
    }

    ImageHeader header(FileChannel file) throws IOException, UnreadableTile {
        FileWindow in = new FileWindow(file, buffer);
        int first = (int) in.u32(0);
        ImageHeader header;
        if (first == PNG) {
            header = png(in);
        } else if (isJpeg(first)) {
            header = jpeg(in);
        } else {
            header = jpeg2000(in, first == J2K_CODESTREAM ? 0 : -1);
        }
        return header;
    }

    private ImageHeader png(FileWindow in) throws IOException, UnreadableTile {
        if (in.u32(12) != 0x49484452) {
            throw UnreadableTile.corrupt("a PNG without IHDR at its head");
        }
        int kind = in.u8(25);
        ImageHeader header = shape(in.u32(16), in.u32(20), kind == 0 ? 1 : 3, in.u8(24));
        int samples = kind == 2 ? 3 : kind == 6 ? 4 : 1;
        long rowBytes = ((long) header.width() * samples * in.u8(24) + 7) / 8;
        return held(in, header, rowBytes * header.height(), PNG_BYTES_PER_BYTE);
    }

    /** Refuses a header that promises more than so few bytes can hold: decoding would fill memory with nothing, for seconds. */
    private static ImageHeader held(FileWindow in, ImageHeader header, long promised, int mostPerByte)
            throws UnreadableTile {
        if (promised > in.size() * mostPerByte) {
            throw UnreadableTile.truncated("the file's %d bytes cannot hold the %d x %d pixels that its header tells of"
                    .formatted(in.size(), header.width(), header.height()));
        }
        return header;
    }

    private static ImageHeader heldInJpeg2000(FileWindow in, ImageHeader header) throws UnreadableTile {
        return held(in, header, pixels(header) - JPEG2000_PIXELS_FOR_NOTHING, JPEG2000_PIXELS_PER_BYTE);
    }

    private static long pixels(ImageHeader header) {
        return (long) header.width() * header.height();
    }

    private ImageHeader jpeg(FileWindow in) throws IOException, UnreadableTile {
        long at = 2;
        for (int markers = 0; markers < 1000; markers++) {
            int marker = in.u16(at);
            int low = marker & 0xff;
            if (marker >>> 8 != 0xff) {
                break;
            }
            if (low >= 0xc0 && low <= 0xcf && low != 0xc4 && low != 0xc8 && low != 0xcc) {
                checkJpegEnd(in);
                if (low > 0xc2) {
                    throw UnreadableTile.unsupported("a JPEG of kind %x, read are Huffman-coded ones".formatted(low));
                }
                int bands = in.u8(at + 9) == 1 ? 1 : 3;
                ImageHeader header = shape(in.u16(at + 7), in.u16(at + 5), bands, in.u8(at + 4));
                return held(in, header, pixels(header), JPEG_PIXELS_PER_BYTE);
            }
            at += low == 0xff ? 1 : 2 + in.u16(at + 2);
        }
        throw UnreadableTile.corrupt("a JPEG without a frame header");
    }

    private static void checkJpegEnd(FileWindow in) throws IOException, UnreadableTile {
        for (long at = in.size() - 2; at > Math.max(2, in.size() - TAIL); at--) {
            if (in.u16(at) == 0xffd9) {
                return;
            }
        }
        throw UnreadableTile.truncated("a JPEG without its end, the file has %d bytes".formatted(in.size()));
    }

    /** @param codestream where the SIZ marker's stream begins; -1 to look for the ihdr box among the first boxes */
    private ImageHeader jpeg2000(FileWindow in, long codestream) throws IOException, UnreadableTile {
        if (codestream >= 0) {
            long width = in.u32(codestream + 8) - in.u32(codestream + 16);
            long height = in.u32(codestream + 12) - in.u32(codestream + 20);
            int bits = (in.u8(codestream + 42) & 0x7f) + 1;
            return heldInJpeg2000(in, shape(width, height, in.u16(codestream + 40), bits));
        }
        long end = Math.min(in.size() - 18, TAIL);
        for (long at = 12; at < end; at++) {
            if (in.u32(at) == IHDR) {
                int bits = (in.u8(at + 14) & 0x7f) + 1;
                ImageHeader header = shape(in.u32(at + 8), in.u32(at + 4), in.u16(at + 12), bits);
                return heldInJpeg2000(in, header);
            }
        }
        throw UnreadableTile.corrupt("a JPEG 2000 file without image header");
    }

    private ImageHeader shape(long width, long height, int bands, int bits) throws UnreadableTile {
        caps.checkShape(width, height, bands, bits);
        if (bits > 16) {
            throw UnreadableTile.unsupported("samples of %d bit, read are 8 and 16".formatted(bits));
        }
        return new ImageHeader((int) width, (int) height, bands, bits > 8 ? 16 : 8, Optional.empty(), Optional.empty());
    }

    /** Decodes a file whose header was read before; what OpenCV really delivers is what the returned header says. */
    ImageHeader read(FileChannel file, ImageHeader told, Raster into) throws IOException, UnreadableTile {
        Mat picture = decode(file);
        try {
            if (picture.empty()) {
                throw UnreadableTile.corrupt("the picture's content cannot be decoded");
            }
            boolean sameSize = picture.cols() == told.width() && picture.rows() == told.height();
            boolean unsigned = picture.depth() == CvType.CV_8U || picture.depth() == CvType.CV_16U;
            if (!sameSize || !unsigned || picture.channels() == 2 || picture.channels() > 4) {
                throw UnreadableTile.unsupported("a picture that decodes to %d x %d %s"
                        .formatted(picture.cols(), picture.rows(), CvType.typeToString(picture.type())));
            }
            take(picture, into);
            return new ImageHeader(
                    into.width(),
                    into.height(),
                    into.bands(),
                    into.bitsPerSample(),
                    told.georeference(),
                    told.tagged());
        } finally {
            picture.release();
        }
    }

    /** From the file that was opened and checked, not from its name: that may stand for another one by now. */
    private Mat decode(FileChannel file) throws IOException, UnreadableTile {
        FileWindow in = new FileWindow(file, buffer);
        Mat encoded = new Mat(1, (int) in.size(), CvType.CV_8UC1);
        try {
            in.copy(0, Natives.memory(encoded).asByteBuffer());
            return Imgcodecs.imdecode(encoded, Imgcodecs.IMREAD_UNCHANGED);
        } catch (CvException e) {
            throw UnreadableTile.corrupt("the picture's content cannot be decoded: %s".formatted(e.getMessage()));
        } finally {
            encoded.release();
        }
    }

    private static void take(Mat picture, Raster into) {
        int bits = picture.depth() == CvType.CV_16U ? 16 : 8;
        into.reshape(picture.cols(), picture.rows(), Math.min(3, picture.channels()), bits);
        Natives.fill(into.valid(), 255);
        switch (picture.channels()) {
            case 1 -> picture.copyTo(into.pixels());
            case 3 -> Imgproc.cvtColor(picture, into.pixels(), Imgproc.COLOR_BGR2RGB);
            default -> {
                Imgproc.cvtColor(picture, into.pixels(), Imgproc.COLOR_BGRA2RGB);
                Mat alpha = new Mat();
                Core.extractChannel(picture, alpha, 3);
                Core.compare(alpha, new Scalar(0), into.valid(), Core.CMP_GT);
                alpha.release();
            }
        }
    }
}
