package org.tilewatch.calibration.simulate.over;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.calibration.landscape.Noise;

/** What weather and farmers do to the ground from look to look: fields that change colour, wet patches, snow. */
final class Soil {

    private static final int DAYS_BETWEEN = 6;
    private static final double WET_ODDS = 0.2;
    private static final double SNOW_ODDS = 0.3;
    private static final double WHITE = 0.68;
    private static final float DRY_METRES = 0.4f;

    private final Fields fields;
    private final float[] pattern;
    private final double[] wet;
    private final double[] white;

    /** Everything is drawn by lot from the seed; snow falls from December to March. */
    Soil(Base base, Instant first, int looks, long seed) {
        Canvas canvas = base.canvas();
        Random random = new Random(seed ^ 0x5011);
        fields = new Fields(canvas, looks, random);
        pattern = Noise.field(canvas.size(), 35 * canvas.pixelsPerMetre(), 5, random.nextLong());
        wet = new double[looks];
        white = new double[looks];
        for (int look = 0; look < looks; look++) {
            int month = first.plus(Duration.ofDays((long) DAYS_BETWEEN * look))
                    .atZone(ZoneOffset.UTC)
                    .getMonthValue();
            boolean winter = month == 12 || month <= 3;
            wet[look] = random.nextDouble() < WET_ODDS ? random.nextDouble(0.25, 0.7) : 0;
            white[look] = winter && random.nextDouble() < SNOW_ODDS ? random.nextDouble(0.15, 0.6) : 0;
        }
    }

    /** Colours the fields and wets the ground. */
    void lay(Canvas canvas, int look) {
        fields.colour(canvas, look);
        if (wet[look] == 0) {
            return;
        }
        for (int k = 0; k < pattern.length; k++) {
            double share = canvas.height()[k] > DRY_METRES ? 0 : soft(-pattern[k], wet[look]);
            float darker = (float) (1 - 0.35 * share);
            canvas.red()[k] *= darker;
            canvas.green()[k] *= darker;
            canvas.blue()[k] *= (float) (1 - 0.28 * share);
        }
    }

    /** Lays snow on all that is there, less of it on high things. */
    void snow(Canvas canvas, int look) {
        if (white[look] == 0) {
            return;
        }
        for (int k = 0; k < pattern.length; k++) {
            double most = canvas.height()[k] > DRY_METRES ? 0.5 : 0.85;
            float share = (float) (most * soft(pattern[k], white[look]));
            canvas.red()[k] += share * (float) (WHITE - canvas.red()[k]);
            canvas.green()[k] += share * (float) (WHITE - canvas.green()[k]);
            canvas.blue()[k] += share * (float) (1.03 * WHITE - canvas.blue()[k]);
            canvas.plants()[k] *= 1 - share;
        }
    }

    /** 0 to 1 with a soft edge; about {@code part} of the ground is above one half. */
    private static double soft(float value, double part) {
        return Math.clamp(0.5 + (value - 1.6 * (1 - 2 * part) / 1.2) / 0.8, 0, 1);
    }
}
