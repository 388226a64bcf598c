package org.tilewatch.edge.ingest.decode.satdump;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tilewatch.edge.imagery.GeoReference;

/**
 * What is used of a {@code product.cbor}.
 *
 * @param folder in which it and its images lie
 * @param instrument such as {@code avhrr_3}
 * @param type {@code image} for what is read here
 * @param place of its images, where its {@code projection_cfg} is a map projection that is computed here
 * @param matrix whether all channels lie in one image, which is not read here
 */
record Product(
        Path folder,
        String instrument,
        String type,
        List<Channel> channels,
        Optional<GeoReference> place,
        boolean matrix) {}
