package org.tilewatch.edge.command.station;

import java.util.Locale;
import org.tilewatch.edge.command.station.Answers.Place;

/** The text of the two files. */
final class StartingFiles {

    private static final double KILOMETRES_PER_DEGREE = 111.32;

    private StartingFiles() {}

    static String configuration(Answers answers, Profile profile) {
        StringBuilder yaml = new StringBuilder("""
            # A Tilewatch station. All keys: deploy/INTERFACES.md. After a change: tilewatch check --config station.yaml
            station: { id: %s, name: %s, location: [%s, %s] }   # id: in topics; location: longitude, latitude
            inbox: { folder: %s, afterwards: move%s }   # afterwards images lie in state/kept
            state: state                                  # what the station remembers; one agent alone
            sites: sites.geojson                          # what is watched; geojson.io shows and edits it
            """.formatted(
                        answers.id(),
                        quoted(answers.name()),
                        degrees(answers.place().longitudeDegrees()),
                        degrees(answers.place().latitudeDegrees()),
                        quoted(answers.inbox()),
                        profile == Profile.HOBBY ? ", satdump: true" : ""));
        yaml.append("mqtt: { url: %s%s%s }   # user and passwordFile where the broker asks for them\n"
                .formatted(
                        quoted(answers.broker().toString()),
                        answers.plainBeyondThisMachine() ? ", insecure: true" : "",
                        profile == Profile.HOBBY ? ", commands: [silence, arm, disarm]" : ""));
        yaml.append("console: { listen: \"127.0.0.1:8090\" }         # the page; opened wider it needs a tokenFile\n");
        yaml.append("alerts: { falsePerHundredTiles: 2 }           # false alerts that you accept\n");
        if (profile == Profile.HOBBY) {
            yaml.append("""
                profile: coarse                               # pixels of 50 m to 5 km, most of them cloud
                homeAssistant: { discovery: true }            # Home Assistant finds the station by itself
                retention: { maxBytes: 1 GiB, archiveBytes: 1 GiB }
                # notify: { urlFile: ntfy-address, quietHours: "22:00-07:00" }   # calls your phone, see INTERFACES
                """);
        }
        return yaml.append("# lamps: { driver: gpio, ready: 17, alert: 27, fault: 22 }   # lamps on pins\n")
                .toString();
    }

    /** One site: a square around the place, cut where it crosses the anti-meridian. */
    static String sites(Answers answers, Profile profile) {
        Place place = answers.place();
        double up = profile.sideKilometres() / 2 / KILOMETRES_PER_DEGREE;
        double aside = up / Math.cos(Math.toRadians(place.latitudeDegrees()));
        double west = place.longitudeDegrees() - aside;
        double east = place.longitudeDegrees() + aside;
        double south = place.latitudeDegrees() - up;
        double north = place.latitudeDegrees() + up;
        String geometry;
        if (west >= -180 && east <= 180) {
            geometry = "{ \"type\": \"Polygon\", \"coordinates\": %s }".formatted(box(west, south, east, north));
        } else {
            double beyond = west < -180 ? west + 360 : west;
            double within = east > 180 ? east - 360 : east;
            geometry = "{ \"type\": \"MultiPolygon\", \"coordinates\": [%s, %s] }"
                    .formatted(box(beyond, south, 180, north), box(-180, south, within, north));
        }
        return """
            {
              "type": "FeatureCollection",
              "features": [
                {
                  "type": "Feature",
                  "properties": { "role": "site", "name": "home" },
                  "geometry": %s
                }
              ]
            }
            """.formatted(geometry);
    }

    private static String box(double west, double south, double east, double north) {
        double[][] ring = {{west, south}, {east, south}, {east, north}, {west, north}, {west, south}};
        StringBuilder corners = new StringBuilder();
        for (double[] corner : ring) {
            corners.append(corners.isEmpty() ? "" : ", ");
            corners.append("[%s, %s]".formatted(degrees(corner[0]), degrees(corner[1])));
        }
        return "[[" + corners + "]]";
    }

    private static String degrees(double value) {
        return String.format(Locale.ROOT, "%.5f", value).replaceAll("(?<=\\.\\d)0+$", "");
    }

    /** As YAML and JSON both read it. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
