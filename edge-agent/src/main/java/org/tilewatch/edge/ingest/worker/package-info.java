/**
 * Decoding in a process of its own, with limits on its memory and time: a picture that crashes, hangs or bloats its decoder costs
 * that process and not the agent.
 */
@NullMarked
package org.tilewatch.edge.ingest.worker;

import org.jspecify.annotations.NullMarked;
