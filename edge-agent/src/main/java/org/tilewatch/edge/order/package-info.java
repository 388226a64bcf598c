/** What a person may order a station to do, by the broker or on the operator's page, and how it is carried out. */
@NullMarked
package org.tilewatch.edge.order;

import org.jspecify.annotations.NullMarked;
