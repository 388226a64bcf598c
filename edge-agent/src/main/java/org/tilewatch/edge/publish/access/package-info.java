/** Where the broker is and how to get in: address, secrets from files, certificates for TLS. */
@NullMarked
package org.tilewatch.edge.publish.access;

import org.jspecify.annotations.NullMarked;
