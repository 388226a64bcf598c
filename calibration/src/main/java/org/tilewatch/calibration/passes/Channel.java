package org.tilewatch.calibration.passes;

/** The channels of AVHRR/3, in SatDump's names. */
enum Channel {
    CH1(0, "1", 0.63),
    CH2(1, "2", 0.862),
    CH3A(2, "3a", 1.61),
    CH3B(3, "3b", 3.74),
    CH4(4, "4", 10.8),
    CH5(5, "5", 12.0);

    final int index;
    final String label;
    final double micrometres;

    Channel(int index, String label, double micrometres) {
        this.index = index;
        this.label = label;
        this.micrometres = micrometres;
    }

    /** Per centimetre. */
    double wavenumber() {
        return 1e4 / micrometres;
    }
}
