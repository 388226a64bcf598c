/** What the service manager (systemd) and this process tell each other. */
@NullMarked
package org.tilewatch.edge.service;

import org.jspecify.annotations.NullMarked;
