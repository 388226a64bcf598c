/**
 * A file that a person wrote: its values with the places where they stand, and what is wrong with them. YAML stays in here.
 */
@NullMarked
package org.tilewatch.edge.config.document;

import org.jspecify.annotations.NullMarked;
