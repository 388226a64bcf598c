package org.tilewatch.calibration.passes;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tilewatch.edge.detect.coarse.look.Sun;
import org.tilewatch.edge.imagery.Affine;

/** Takes passes of two satellites, by day and by night, with all that goes wrong on a roof. */
final class Receiver {

    static final Instant BEGIN = Instant.parse("2026-04-05T00:00:00Z");
    static final int DAYS = 30;
    static final int PASSES_A_DAY = 4;

    /** Local solar hours of METOP-B and NOAA-19: two by day, two by night. */
    private static final double[] HOURS = {2.6, 9.5, 13.8, 21.3};

    /** Kilometres that a pass lies beside its place at most, to each side, if nothing else is wanted. */
    static final double USUALLY_MISPLACED = 3.3;

    private static final double PIXEL_KM = 1.115;
    private static final double HOURS_EAST = Coast.MIDDLE_LONGITUDE / 15;

    private final Coast coast;
    private final Weather weather;
    private final long seed;
    private final double mostMisplaced;

    /** @param misplacedKm kilometres that a pass lies beside its place at most, to each side */
    Receiver(long seed, double misplacedKm) {
        this.seed = seed;
        this.mostMisplaced = misplacedKm == USUALLY_MISPLACED ? 3 : misplacedKm / PIXEL_KM;
        this.coast = new Coast(seed);
        this.weather = new Weather(seed + 100, DAYS);
    }

    Coast coast() {
        return coast;
    }

    /** The pass with this number, counted from 0. */
    DrawnPass pass(int number) {
        Random random = new Random(seed * 7919 + number);
        int day = number / PASSES_A_DAY;
        int which = number % PASSES_A_DAY;
        double hour = HOURS[which] - HOURS_EAST + 0.5 * (random.nextDouble() - 0.5);
        Instant acquired = BEGIN.plus(Duration.ofSeconds(Math.round((day * 24.0 + hour) * 3600)));
        double at = day + hour / 24;
        double elevation = Sun.elevationDegrees(acquired, Coast.MIDDLE_LATITUDE, Coast.MIDDLE_LONGITUDE);
        boolean noaa = which % 2 == 0;
        return new Exposure(random, acquired, at, elevation, noaa).develop();
    }

    /** One pass in the making. */
    private final class Exposure {
        private final Random random;
        private final Instant acquired;
        private final double day;
        private final double sun;
        private final boolean noaa;
        private final float[] cloud;
        private final double gain;
        private final List<String> faults = new ArrayList<>();

        Exposure(Random random, Instant acquired, double day, double elevation, boolean noaa) {
            this.random = random;
            this.acquired = acquired;
            this.day = day;
            this.sun = Math.max(0, Math.sin(Math.toRadians(elevation)));
            this.noaa = noaa;
            this.cloud = weather.cloud(day);
            this.gain = 1 + 0.06 * random.nextGaussian();
        }

        DrawnPass develop() {
            int margin = 4 + random.nextInt(4);
            int width = Coast.SIZE - 2 * margin;
            double dx = mostMisplaced * (2 * random.nextDouble() - 1);
            double dy = mostMisplaced * (2 * random.nextDouble() - 1);
            short[][] counts = new short[Channel.values().length][width * width];
            boolean[] outside = new boolean[width * width];
            double tilt = 0.16 * (noaa ? 1 : -1);
            boolean[] lost = lostLines(width);
            int[] step = outOfStep(width);
            double[] noise = noise(width);
            double edge = random.nextInt(6) == 0 ? width * (0.1 + 0.2 * random.nextDouble()) : -1;
            double[] values = new double[Channel.values().length];
            for (int at = 0; at < outside.length; at++) {
                int x = at % width;
                int y = at / width;
                int line = (int) Math.clamp(y + tilt * (x - width / 2.0), 0, width - 1);
                outside[at] = x + tilt * y < edge;
                if (outside[at] || lost[line]) {
                    continue;
                }
                shine(x + margin + dx + step[line], y + margin + dy, values);
                for (int channel = 0; channel < values.length; channel++) {
                    double count = values[channel] <= 0 ? 0 : values[channel] + 1.5 * random.nextGaussian();
                    boolean hit = random.nextDouble() < noise[line];
                    counts[channel][at] = (short) (hit ? random.nextInt(1024) : Math.clamp(Math.round(count), 0, 1023));
                }
            }
            // SatDump believes that the pixel shows what lies (dx, dy) beside it.
            Affine toMap = new Affine(
                    Coast.MIDDLE_LONGITUDE + (margin - Coast.SIZE / 2.0) * Coast.STEP_LONGITUDE,
                    Coast.STEP_LONGITUDE,
                    0,
                    Coast.MIDDLE_LATITUDE - (margin - Coast.SIZE / 2.0) * Coast.STEP_LATITUDE,
                    0,
                    -Coast.STEP_LATITUDE);
            return new DrawnPass(
                    noaa ? "NOAA-19" : "METOP-B",
                    acquired,
                    width,
                    width,
                    toMap,
                    counts,
                    outside,
                    sun > 0.17,
                    mean(cloud),
                    clear(lost, outside, margin, width),
                    new double[] {dx, dy},
                    faults);
        }

        /** 10 bit counts of the place (u, v), bilinear between the coast's pixels. */
        private void shine(double u, double v, double[] into) {
            int left = (int) Math.clamp(Math.floor(u), 0, Coast.SIZE - 2);
            int top = (int) Math.clamp(Math.floor(v), 0, Coast.SIZE - 2);
            double right = Math.clamp(u - left, 0, 1);
            double down = Math.clamp(v - top, 0, 1);
            double[] sums = new double[4];
            double fire = 0;
            for (int corner = 0; corner < 4; corner++) {
                int pixel = (top + corner / 2) * Coast.SIZE + left + corner % 2;
                double weight = (corner % 2 == 0 ? 1 - right : right) * (corner / 2 == 0 ? 1 - down : down);
                add(pixel, weight, sums);
                fire += coast.burning(pixel, day) ? weight : 0;
            }
            boolean light = sun > 0.17;
            into[0] = 40 + 960 * gain * sums[0] * sun;
            into[1] = 40 + 960 * gain * sums[1] * sun;
            into[2] = noaa || !light ? 0 : 40 + 960 * gain * sums[2] * sun;
            double bright = sums[3] + 22 * sums[2] * sun + 45 * Math.min(1, fire);
            into[3] = noaa || !light ? 980 - 5.2 * (bright - 200) : 0;
            into[4] = 990 - 5.2 * (sums[3] - 200);
            into[5] = 990 - 5.1 * (sums[3] - 1.5 - 200);
        }

        private void add(int pixel, double weight, double[] sums) {
            Cover cover = coast.at(pixel, day);
            double texture = coast.texture(pixel);
            double thick = cloud[pixel];
            double warm = weather.air(day) + cover.warmer * (0.15 + 0.85 * sun / 0.6);
            double top = 268 - 38 * thick;
            double white = 0.5 + 0.25 * thick;
            sums[0] += weight * ((1 - thick) * cover.red * texture + thick * white);
            sums[1] += weight * ((1 - thick) * cover.nir * texture + thick * 0.93 * white);
            sums[2] += weight * ((1 - thick) * cover.swir * texture + thick * 0.6 * white);
            sums[3] += weight * ((1 - thick) * warm + thick * top);
        }

        private boolean[] lostLines(int lines) {
            boolean[] lost = new boolean[lines];
            if (random.nextInt(4) == 0) {
                int n = 1 + random.nextInt(4);
                for (int i = 0; i < n; i++) {
                    lost[random.nextInt(lines)] = true;
                }
                faults.add("lines lost");
            }
            return lost;
        }

        private int[] outOfStep(int lines) {
            int[] step = new int[lines];
            if (random.nextInt(9) == 0) {
                int from = random.nextInt(lines - 20);
                int to = from + 6 + random.nextInt(14);
                for (int line = from; line < to; line++) {
                    step[line] = random.nextInt(121) - 60;
                }
                faults.add("sync lost");
            }
            return step;
        }

        private double[] noise(int lines) {
            double[] share = new double[lines];
            if (random.nextInt(7) == 0) {
                int depth = lines / 6 + random.nextInt(lines / 6);
                boolean atTheBegin = random.nextBoolean();
                for (int line = 0; line < depth; line++) {
                    share[atTheBegin ? line : lines - 1 - line] = 0.5 * (1 - line / (double) depth);
                }
                faults.add("noise");
            }
            return share;
        }

        private double[] clear(boolean[] lost, boolean[] outside, int margin, int width) {
            double[] clear = new double[coast.planted().size()];
            for (int i = 0; i < clear.length; i++) {
                Coast.Planted each = coast.planted().get(i);
                int all = 0;
                int seen = 0;
                for (int at = 0; at < each.pixels().length; at++) {
                    int x = at % Coast.SIZE - margin;
                    int y = at / Coast.SIZE - margin;
                    if (each.pixels()[at]) {
                        all++;
                        boolean inside =
                                x >= 0 && y >= 0 && x < width && y < width && !outside[y * width + x] && !lost[y];
                        seen += inside && cloud[at] < 0.05 && sun > 0.17 ? 1 : 0;
                    }
                }
                clear[i] = seen / (double) Math.max(1, all);
            }
            return clear;
        }
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
