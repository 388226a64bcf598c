/** Calls people when there is an alert: by a web address or by a program of their own, not too often, and never at the cost of the agent. */
@NullMarked
package org.tilewatch.edge.notify;

import org.jspecify.annotations.NullMarked;
