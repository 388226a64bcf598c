package org.tilewatch.calibration.passes;

/** The channels of AVHRR/3, in SatDump's names. */
enum Channel {
    CH1("1", 0.63),
    CH2("2", 0.862),
    CH3A("3a", 1.61),
    CH3B("3b", 3.74),
    CH4("4", 10.8),
    CH5("5", 12.0);

    final String label;
    final double micrometres;

    Channel(String label, double micrometres) {
        this.label = label;
        this.micrometres = micrometres;
    }

    /** Per centimetre. */
    double wavenumber() {
        return 1e4 / micrometres;
    }
}
