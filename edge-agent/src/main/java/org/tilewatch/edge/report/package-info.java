/**
 * What leaves the station: messages with their topics and urgency, and the status with its wire format.
 */
@NullMarked
package org.tilewatch.edge.report;

import org.jspecify.annotations.NullMarked;
