/** Checks of the machine that a station runs on, one sentence each; behind the command {@code doctor}. */
@NullMarked
package org.tilewatch.edge.doctor;

import org.jspecify.annotations.NullMarked;
