package org.tilewatch.edge.store.file;

import org.tilewatch.edge.imagery.Pass;
import org.tilewatch.edge.store.Store;

/**
 * One learned look of one tile; its pixels are fetched with {@link Store#read}.
 *
 * @param pass of the look, its times to the microsecond
 * @param file number of the file that holds the pixels
 * @param offset in that file, in bytes
 * @param length of the pixels, in bytes
 */
public record HistoryTile(String tileId, Pass pass, long file, long offset, int length) {}
