/** The commands of the command line, one class each; they put parts together and hold no logic of their own. */
@NullMarked
package org.tilewatch.edge.command;

import org.jspecify.annotations.NullMarked;
