/**
 * The alert: what is told about an event, its sentence and its wire format, and the pictures that go with it.
 */
@NullMarked
package org.tilewatch.edge.report.alert;

import org.jspecify.annotations.NullMarked;
