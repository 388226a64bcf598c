package org.tilewatch.edge.command.station;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** For whom the files are written. */
enum Profile {
    /** A receiver at home: passes of 250 m to 4 km per pixel. */
    HOBBY(120),
    /** A station that gets scenes of some metres or less. */
    STATION(2);

    private final double sideKilometres;

    Profile(double sideKilometres) {
        this.sideKilometres = sideKilometres;
    }

    /** Of the square that is watched at first. */
    double sideKilometres() {
        return sideKilometres;
    }

    static Optional<Profile> of(String name) {
        return Stream.of(values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
