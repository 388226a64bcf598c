package org.tilewatch.edge.report.record;

/**
 * A chip of an alert.
 *
 * @param role before, after or diff
 * @param bytes owned by the picture: not to be changed
 */
public record Picture(String role, String mediaType, byte[] bytes) {

    /** Ending of its file name, with the dot. */
    public String ending() {
        return mediaType.equals("image/webp") ? ".webp" : ".jpg";
    }
}
