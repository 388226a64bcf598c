package org.tilewatch.edge.detect.coarse.look;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.tilewatch.edge.imagery.Affine;
import org.tilewatch.edge.imagery.Raster;
import org.tilewatch.edge.imagery.Window;
import org.tilewatch.edge.imagery.spectrum.SpectralBand;

/**
 * Brings an image onto the pixels of a grid and its DN to levels: reflected light of a pass divided by the sine of the sun's elevation, 255
 * being full scale; emitted light turned over where more DN is colder, as with AVHRR.
 *
 * @param on of the grid
 * @param spectrum what each band of the image shows
 * @param picture whether it was made ready by others: nothing is done about the sun then
 */
public record Sampling(Window on, List<SpectralBand> spectrum, boolean picture) {

    /** Lower than this reflected light tells nothing. */
    private static final double DAY_DEGREES = 10;

    private static final double LEAST_SINE = 0.15;
    private static final double DARKEST = 0.005;
    private static final double MOST_DARK = 0.06;
    private static final double LEAST_CORRELATION = 0.25;

    /** Whether the image has what reflected light is judged by: red and near infrared. */
    public boolean reflects() {
        return spectrum.contains(SpectralBand.RED) && spectrum.contains(SpectralBand.NIR);
    }

    /**
     * A look, and what is known of thermal DN from now on.
     *
     * @param colderIsMore above 0 if so, below 0 if not, 0 if nobody knows
     */
    public record Sampled(CoarseLook look, int colderIsMore) {}

    /**
     * The look.
     *
     * @param elevationDegrees of the sun
     * @param colderIsMore what is known of thermal DN from earlier looks: above 0 if so, below 0 if not, 0 if nobody knows
     */
    public Sampled look(
            Raster image,
            Affine gridToFile,
            Instant acquired,
            double solarHour,
            double elevationDegrees,
            int colderIsMore) {
        boolean day = reflects() && (picture || elevationDegrees >= DAY_DEGREES);
        boolean[] valid = new boolean[on.width() * on.height()];
        float[][] planes = new float[CoarseLook.BANDS][valid.length];
        for (float[] plane : planes) {
            Arrays.fill(plane, Float.NaN);
        }
        Rect part = part(image, gridToFile);
        byte[] measured = new byte[part.width * part.height];
        read(image.valid(), part, measured);
        double sine = picture || !day ? 1 : Math.max(LEAST_SINE, Math.sin(Math.toRadians(elevationDegrees)));
        for (int band = 0; band < Math.min(spectrum.size(), image.bands()); band++) {
            int plane = plane(spectrum.get(band));
            if (plane >= 0 && (day || plane >= CoarseLook.MIR)) {
                sample(dn(image, band, part), measured, part, gridToFile, planes[plane], plane < CoarseLook.MIR);
                if (plane < CoarseLook.MIR && !picture) {
                    reflectance(planes[plane], sine);
                }
            }
        }
        int leading = day ? CoarseLook.RED : CoarseLook.THERMAL;
        for (int at = 0; at < valid.length; at++) {
            valid[at] = !Float.isNaN(planes[leading][at]) && !(day && Float.isNaN(planes[CoarseLook.NIR][at]));
        }
        CoarseLook look = new CoarseLook(on.width(), on.height(), planes, valid, acquired, solarHour, day);
        int told = coldSign(look);
        int sign = told == 0 ? colderIsMore : told;
        if (sign > 0) {
            turnOver(planes[CoarseLook.MIR]);
            turnOver(planes[CoarseLook.THERMAL]);
        }
        return new Sampled(look, sign);
    }

    private static int plane(SpectralBand band) {
        return switch (band) {
            case RED -> CoarseLook.RED;
            case NIR -> CoarseLook.NIR;
            case SWIR -> CoarseLook.SWIR;
            case MIR -> CoarseLook.MIR;
            case THERMAL -> CoarseLook.THERMAL;
            case GREEN, OTHER -> -1;
        };
    }

    /** What the window needs of the image: a pass shows a continent. At least one pixel. */
    private Rect part(Raster image, Affine gridToFile) {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int corner = 0; corner < 4; corner++) {
            int x = corner % 2 == 0 ? on.x() : on.right();
            int y = corner / 2 == 0 ? on.y() : on.bottom();
            left = Math.min(left, gridToFile.u(x, y));
            right = Math.max(right, gridToFile.u(x, y));
            top = Math.min(top, gridToFile.v(x, y));
            bottom = Math.max(bottom, gridToFile.v(x, y));
        }
        int x = (int) Math.clamp(Math.floor(left) - 1, 0, image.width() - 1.0);
        int y = (int) Math.clamp(Math.floor(top) - 1, 0, image.height() - 1.0);
        int toX = (int) Math.clamp(Math.ceil(right) + 1, x + 1.0, image.width());
        int toY = (int) Math.clamp(Math.ceil(bottom) + 1, y + 1.0, image.height());
        return new Rect(x, y, toX - x, toY - y);
    }

    private static void read(Mat image, Rect part, byte[] into) {
        Mat cut = image.submat(part);
        cut.get(0, 0, into);
        cut.release();
    }

    /** 0 to 255, 0 where the band was not measured. */
    private static float[] dn(Raster image, int band, Rect part) {
        Mat cut = image.pixels().submat(part);
        Mat one = new Mat();
        Core.extractChannel(cut, one, band);
        one.convertTo(one, CvType.CV_32F, image.bitsPerSample() == 16 ? 1 / 257.0 : 1);
        float[] levels = new float[part.width * part.height];
        one.get(0, 0, levels);
        one.release();
        cut.release();
        return levels;
    }

    private void sample(float[] dn, byte[] measured, Rect part, Affine gridToFile, float[] into, boolean zeroIsDark) {
        int width = part.width;
        int height = part.height;
        for (int at = 0; at < into.length; at++) {
            double x = on.x() + at % on.width() + 0.5;
            double y = on.y() + at / on.width() + 0.5;
            double u = gridToFile.u(x, y) - 0.5 - part.x;
            double v = gridToFile.v(x, y) - 0.5 - part.y;
            int left = (int) Math.floor(u + 1e-6);
            int top = (int) Math.floor(v + 1e-6);
            float right = (float) Math.max(0, u - left);
            float down = (float) Math.max(0, v - top);
            float sum = 0;
            for (int corner = 0; corner < 4; corner++) {
                float weight = (corner % 2 == 0 ? 1 - right : right) * (corner / 2 == 0 ? 1 - down : down);
                if (weight > 1e-3) {
                    int column = left + corner % 2;
                    int row = top + corner / 2;
                    boolean inside = column >= 0 && row >= 0 && column < width && row < height;
                    boolean there = inside
                            && measured[row * width + column] != 0
                            && ((zeroIsDark && picture) || dn[row * width + column] > 0);
                    sum += there ? weight * dn[row * width + column] : Float.NaN;
                }
            }
            into[at] = sum;
        }
    }

    /** Sensors count a little even in the dark; what is darkest in the look is taken for it. */
    private static void reflectance(float[] plane, double sine) {
        float[] sorted = plane.clone();
        Arrays.sort(sorted); // NaN last
        int n = sorted.length;
        while (n > 0 && Float.isNaN(sorted[n - 1])) {
            n--;
        }
        if (n == 0) {
            return;
        }
        float dark = (float) Math.min(sorted[(int) (DARKEST * n)], MOST_DARK * 255);
        for (int at = 0; at < plane.length; at++) {
            plane[at] = (float) Math.max(1, (plane[at] - dark) / sine);
        }
    }

    /** Above 0 where bright pixels, which are clouds, have more thermal DN; 0 where the look does not tell. */
    private static int coldSign(CoarseLook look) {
        if (!look.day) {
            return 0;
        }
        double n = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int at = 0; at < look.size(); at++) {
            double red = look.planes[CoarseLook.RED][at];
            double thermal = look.planes[CoarseLook.THERMAL][at];
            if (!Double.isNaN(red + thermal)) {
                n++;
                x += red;
                y += thermal;
                xx += red * red;
                yy += thermal * thermal;
                xy += red * thermal;
            }
        }
        double spread = (n * xx - x * x) * (n * yy - y * y);
        double correlation = spread > 0 ? (n * xy - x * y) / Math.sqrt(spread) : 0;
        return Math.abs(correlation) < LEAST_CORRELATION ? 0 : correlation > 0 ? 1 : -1;
    }

    private static void turnOver(float[] plane) {
        for (int at = 0; at < plane.length; at++) {
            plane[at] = 255 - plane[at];
        }
    }
}
