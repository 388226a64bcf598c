/** The link to the MQTT broker and the loop that brings each report to an acknowledged state. MQTT classes are used only here. */
@NullMarked
package org.tilewatch.edge.publish;

import org.jspecify.annotations.NullMarked;
