/**
 * An image file that nobody trusts: its bytes, each read checked against its length, the caps on what it may claim, what it
 * tells about itself, and why it is refused.
 */
@NullMarked
package org.tilewatch.edge.ingest.file;

import org.jspecify.annotations.NullMarked;
