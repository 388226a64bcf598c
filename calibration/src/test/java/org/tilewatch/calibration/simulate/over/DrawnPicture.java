package org.tilewatch.calibration.simulate.over;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** A picture of a yard: even ground with a little noise, two roofs and the shadows that they cast to the lower right. */
final class DrawnPicture {

    private DrawnPicture() {}

    static Path write(Path file, int edge) throws IOException {
        return write(file, picture(edge, edge, BufferedImage.TYPE_INT_RGB));
    }

    static Path write(Path file, BufferedImage picture) throws IOException {
        String name = String.valueOf(file.getFileName());
        ImageIO.write(picture, name.substring(name.lastIndexOf('.') + 1), file.toFile());
        return file;
    }

    static BufferedImage picture(int width, int height, int type) {
        BufferedImage picture = new BufferedImage(width, height, type);
        Random random = new Random(1);
        if (type == BufferedImage.TYPE_INT_RGB) {
            for (int k = 0; k < width * height; k++) {
                int noise = (int) (4 * random.nextGaussian());
                picture.setRGB(
                        k % width, Math.floorDiv(k, width), new Color(128 + noise, 120 + noise, 104 + noise).getRGB());
            }
        }
        Graphics2D pen = picture.createGraphics();
        for (int x : new int[] {20, 90}) {
            pen.setColor(new Color(38, 38, 44));
            pen.fillRect(x + 10, 30, 40, 34);
            pen.setColor(new Color(190, 188, 184));
            pen.fillRect(x, 20, 40, 34);
        }
        pen.dispose();
        return picture;
    }
}
