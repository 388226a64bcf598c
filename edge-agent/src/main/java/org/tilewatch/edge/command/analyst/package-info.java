/** The command of the analyst's end, which needs a broker and no station. */
@NullMarked
package org.tilewatch.edge.command.analyst;

import org.jspecify.annotations.NullMarked;
