package org.tilewatch.calibration.evaluate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.opencv.core.Core;
import org.opencv.core.CvType;
import org.opencv.core.Mat;
import org.opencv.core.Rect;
import org.opencv.core.Scalar;
import org.opencv.core.Size;
import org.opencv.imgcodecs.Imgcodecs;
import org.opencv.imgproc.Imgproc;
import org.tilewatch.edge.imagery.Natives;

/** A folder of small drawn pairs: on the odd ones a bright hall has appeared, the even ones show the same twice. */
public final class DrawnPairs {

    private static final int EDGE = 256;
    private static final Rect HALL = new Rect(100, 90, 50, 40);

    private DrawnPairs() {}

    /** Writes pictures, labels and {@code manifest.csv}. */
    public static Path write(Path folder, int pairs) throws IOException {
        Natives.load();
        StringBuilder manifest = new StringBuilder("source,name,a,b,label,gsd_m,split,scene\n");
        for (int i = 0; i < pairs; i++) {
            Mat before = ground(i);
            Mat after = before.clone();
            Core.add(after, new Scalar(3, 3, 3), after);
            Mat label = new Mat(EDGE, EDGE, CvType.CV_8UC1, Scalar.all(0));
            if (i % 2 == 1) {
                Imgproc.rectangle(after, HALL, new Scalar(235, 240, 245), Imgproc.FILLED);
                Imgproc.rectangle(label, HALL, Scalar.all(255), Imgproc.FILLED);
            }
            Imgcodecs.imwrite(folder.resolve("a" + i + ".png").toString(), before);
            Imgcodecs.imwrite(folder.resolve("b" + i + ".png").toString(), after);
            Imgcodecs.imwrite(folder.resolve("l" + i + ".png").toString(), label);
            manifest.append("drawn,pair%d,a%d.png,b%d.png,l%d.png,0.5,dev,scene%d%n".formatted(i, i, i, i, i));
        }
        manifest.append("bare,nolabel,a0.png,b0.png,,0.5,dev,x\ntrained,old,a1.png,b1.png,l1.png,0.5,train,y\n");
        Files.writeString(folder.resolve("manifest.csv"), manifest);
        return folder;
    }

    private static Mat ground(int seed) {
        Mat noise = new Mat(EDGE, EDGE, CvType.CV_8UC3);
        byte[] cells = new byte[3 * EDGE * EDGE];
        new Random(seed).nextBytes(cells);
        noise.put(0, 0, cells);
        Mat ground = new Mat();
        Imgproc.GaussianBlur(noise, ground, new Size(0, 0), 3);
        ground.convertTo(ground, -1, 2.5, -220);
        return ground;
    }
}
