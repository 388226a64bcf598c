/** What part of the spectrum a band of an image shows. */
@NullMarked
package org.tilewatch.edge.imagery.spectrum;

import org.jspecify.annotations.NullMarked;
