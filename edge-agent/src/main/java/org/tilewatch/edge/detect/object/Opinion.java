package org.tilewatch.edge.detect.object;

/**
 * What the network says of a candidate.
 *
 * @param structure mean probability, over the candidate's pixels, that a structure came or went
 * @param change greatest probability of any lasting change among them
 */
public record Opinion(double structure, double change) {}
