/** A small web server on the JDK's own: who may ask, what may be asked, how it is answered; knows nothing of the station. */
@NullMarked
package org.tilewatch.edge.console.http;

import org.jspecify.annotations.NullMarked;
