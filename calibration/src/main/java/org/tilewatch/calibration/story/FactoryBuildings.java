package org.tilewatch.calibration.story;

import org.tilewatch.calibration.landscape.Canvas;
import org.tilewatch.calibration.landscape.Material;
import org.tilewatch.calibration.landscape.Place;

/** What only the factory has: the underground entrance, the block of housing, a bare slab, ground that was tidied up. */
final class FactoryBuildings {

    private static final Material BANK = Material.bare(104, 104, 80, 0.1, 0.08, 0.14);
    private static final Material CONCRETE = Material.bare(176, 172, 163, 0.04, 0.05, 0.03);
    private static final Material STEEL = Material.bare(150, 152, 150, 0.02, 0.03, 0.03);
    private static final Material HOLLOW = Material.bare(34, 34, 36, 0.05, 0.05, 0.05);
    private static final Material GRAVEL = Material.bare(146, 140, 128, 0.08, 0.07, 0.08);
    private static final Material LAWN =
            Material.bare(104, 106, 78, 0.14, 0.06, 0.15).grown(0.8);
    private static final Material FELT = Material.bare(158, 150, 146, 0.03, 0.05, 0.03);

    private final Canvas canvas;

    FactoryBuildings(Canvas canvas) {
        this.canvas = canvas;
    }

    /** A bank of earth with an apron of concrete and a steel gate that lies slanting over the mouth of a tunnel. */
    void entrance(Place bank, Place gate) {
        canvas.rectangle(bank, (pixel, along, across) -> {
            double edge = Math.min(bank.length() / 2 - Math.abs(along), bank.width() / 2 - Math.abs(across));
            canvas.mix(pixel, BANK, 0.5 + edge / 4);
            canvas.height()[pixel] = (float) Math.max(canvas.height()[pixel], Math.min(3, 0.6 * edge));
        });
        canvas.rectangle(gate.grown(3), (pixel, along, across) -> {
            canvas.cover(pixel, CONCRETE);
            canvas.height()[pixel] = 0;
        });
        canvas.rectangle(gate, (pixel, along, across) -> {
            boolean rib = Math.abs(Math.IEEEremainder(along, 2.4)) < 0.2;
            canvas.cover(pixel, STEEL.times(rib ? 0.8 : 1));
            canvas.height()[pixel] = 0.4f;
        });
    }

    /** The mouth, open: dark, with a ramp that goes down. */
    void open(Place gate) {
        canvas.rectangle(gate, (pixel, along, across) -> {
            double depth = 0.5 - across / gate.width();
            canvas.cover(pixel, HOLLOW);
            canvas.mix(pixel, CONCRETE.times(0.4), 0.5 - 1.2 * depth);
            canvas.height()[pixel] = 0;
        });
    }

    /** Storeys of flats under a flat roof with stair heads. */
    void housing(Place place) {
        canvas.rectangle(place, (pixel, along, across) -> {
            boolean rim = place.length() / 2 - Math.abs(along) < 0.4 || place.width() / 2 - Math.abs(across) < 0.4;
            boolean stairs = Math.abs(across) < 1.6 && Math.abs(Math.IEEEremainder(along, 11)) < 1.8;
            canvas.cover(pixel, FELT.times(rim ? 1.15 : stairs ? 0.85 : 1));
            canvas.height()[pixel] = stairs ? 13 : 11;
        });
    }

    /** A floor of concrete. */
    void slab(Place place) {
        canvas.rectangle(place, (pixel, along, across) -> {
            boolean joint = Math.abs(Math.IEEEremainder(along, 6)) < 0.15;
            canvas.cover(pixel, CONCRETE.times(joint ? 0.85 : 1));
            canvas.height()[pixel] = 0.2f;
        });
    }

    /** Gravel, or a lawn, where the ground was stripped. */
    void tidied(Place place, boolean lawn) {
        canvas.rectangle(place.grown(1), (pixel, along, across) -> {
            canvas.mix(pixel, lawn ? LAWN : GRAVEL, 0.95);
            canvas.height()[pixel] = 0;
        });
    }
}
