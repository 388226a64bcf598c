package org.tilewatch.edge.watch.pair;

import java.nio.file.Path;

/**
 * Two pictures of one place to be compared.
 *
 * @param name for people, and part of the objects' ids
 * @param before the earlier picture; its pixels are the grid
 * @param after the later one
 * @param gsdMetres ground sample distance where the pictures tell none; NaN if unknown
 */
public record Pair(String name, Path before, Path after, double gsdMetres) {}
