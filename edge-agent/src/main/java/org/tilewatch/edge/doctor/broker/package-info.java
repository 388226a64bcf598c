/**
 * Checks of the way to the broker: its name and port, the certificates, a handshake with a message sent and received.
 */
@NullMarked
package org.tilewatch.edge.doctor.broker;

import org.jspecify.annotations.NullMarked;
