package org.tilewatch.calibration.landscape;

import java.util.Random;

/** Single trees, rows, groves and scrub. */
public final class Trees {

    private static final Material LEAVES =
            Material.bare(76, 84, 60, 0.08, 0.08, 0.2).grown(1);

    private final Canvas canvas;
    private final Random random;

    public Trees(Canvas canvas, Random random) {
        this.canvas = canvas;
        this.random = random;
    }

    /** Plants them all, on ground that is already covered. */
    public void draw() {
        grove(8, 176, 26, 150);
        grove(64, 60, 14, 40);
        grove(30, 88, 9, 18);
        grove(196, 76, 9, 14);
        grove(300, 214, 12, 16);
        grove(-30, 270, 30, 130);
        grove(330, 232, 28, 170);
        grove(352, 124, 20, 60);
        grove(8, 18, 16, 26);
        grove(76, 22, 8, 9);
        grove(386, 250, 30, 120);
        grove(214, -20, 30, 40);
        row(60, 101, 168, 95, 11);
        row(-30, 131, 20, 125, 6);
        row(280, 107, 345, 100, 7);
        row(58, 296, 58, 376, 9);
        row(120, 294, 250, 292, 10);
        row(250, 118, 252, 218, 9);
        row(52, 224, 96, 224, 6);
        scattered(190);
    }

    private void grove(double x, double y, double reach, int trees) {
        for (int k = 0; k < trees; k++) {
            double angle = 2 * Math.PI * random.nextDouble();
            double distance = reach * Math.sqrt(random.nextDouble());
            tree(x + distance * Math.cos(angle), y + 0.8 * distance * Math.sin(angle), 1.6 + 2.4 * random.nextDouble());
        }
    }

    private void row(double x0, double y0, double x1, double y1, int trees) {
        for (int k = 0; k < trees; k++) {
            double t = (k + 0.3 * random.nextGaussian()) / (trees - 1);
            if (random.nextInt(6) > 0) {
                tree(
                        x0 + t * (x1 - x0),
                        y0 + t * (y1 - y0) + 0.5 * random.nextGaussian(),
                        1.8 + 1.5 * random.nextDouble());
            }
        }
    }

    /** Bushes wherever only plants grow and nothing stands. */
    private void scattered(int wanted) {
        for (int k = 0; k < wanted; k++) {
            double x = 352 * random.nextDouble();
            double y = 352 * random.nextDouble();
            double radius = 0.8 + 1.6 * random.nextDouble() * random.nextDouble();
            int column = (int) canvas.fromPlan().u(x, y);
            int line = (int) canvas.fromPlan().v(x, y);
            boolean inside = column >= 0 && line >= 0 && column < canvas.size && line < canvas.size;
            int pixel = inside ? line * canvas.size + column : 0;
            if (inside && canvas.plants[pixel] > 0.4 && canvas.height[pixel] < 1) {
                tree(x, y, radius);
            }
        }
    }

    private void tree(double x, double y, double radius) {
        double tall = 1.9 * radius * (0.8 + 0.5 * random.nextDouble());
        Material leaves = LEAVES.times(0.7 + 0.6 * random.nextDouble());
        canvas.disc(x, y, 1.25 * radius, (pixel, along, across) -> {
            double lobes = 0.16 * canvas.fine[pixel] + 0.1 * canvas.medium[pixel];
            double distance = Math.hypot(along, across) / radius + lobes;
            double crown = tall * Math.sqrt(Math.max(0, 1 - distance * distance)) * (0.85 + 0.2 * canvas.fine[pixel]);
            if (distance < 1 && crown > canvas.height[pixel]) {
                canvas.cover(pixel, leaves);
                canvas.height[pixel] = (float) (crown + 0.15 * tall);
            }
        });
    }
}
