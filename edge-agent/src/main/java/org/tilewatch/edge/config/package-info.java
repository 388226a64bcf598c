/** The configuration and the sites file: read and checked once, before the first loop starts. YAML stays in here. */
@NullMarked
package org.tilewatch.edge.config;

import org.jspecify.annotations.NullMarked;
