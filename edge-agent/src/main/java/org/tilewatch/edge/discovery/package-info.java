/** Announces the station to Home Assistant by MQTT discovery, so that its sensors, pictures and buttons appear there by themselves. */
@NullMarked
package org.tilewatch.edge.discovery;

import org.jspecify.annotations.NullMarked;
