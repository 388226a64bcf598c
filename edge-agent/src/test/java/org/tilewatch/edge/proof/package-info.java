/**
 * The proofs of the store's promise: what a run writes, every state a crash could leave of it, and what must hold in each. The fast
 * ones are tests; {@code deploy/prove.sh} runs the long ones.
 */
@NullMarked
package org.tilewatch.edge.proof;

import org.jspecify.annotations.NullMarked;
