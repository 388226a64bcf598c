package org.tilewatch.edge.ingest.decode.satdump;

/** Says how SatDump is told to lay an instrument's channels onto a map. */
final class UnprojectedSwath {

    private UnprojectedSwath() {}

    /** The setting, for an instrument as {@code product.cbor} names it. */
    static String sentence(String instrument) {
        return ("the channels of %s are a swath that lies on no map; let SatDump project them: in its satdump_cfg.json"
            + " under viewer, instruments, %s put \"project_channels\": {\"channels\": \"all\", \"config\": {\"type\":"
            + " \"equirec\", \"auto\": true, \"scalar_x\": 0.01, \"scalar_y\": -0.01}, \"img_format\": \".tif\"}")
                .formatted(instrument, instrument);
    }
}
